-- Finds the submissions about a firm by the answer to the question unified-number.
create index submission_of_firm on forms.submission
  ((jsonb_path_query_first(answers, '$[*] ? (@.field == "unified-number").value') #>> '{}'), submitted desc);
