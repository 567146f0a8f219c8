// Ctrl+Enter runs the statement; Tab stays what it is, so that nobody is caught in the field.
(() => {
  'use strict';
  const field = document.getElementById('statement');
  if (!field) return;
  field.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      field.form.requestSubmit();
    }
  });
  const fault = document.querySelector('.error-summary');
  if (fault) fault.focus();
})();
