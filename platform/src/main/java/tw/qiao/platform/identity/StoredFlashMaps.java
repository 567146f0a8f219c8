package tw.qiao.platform.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.FlashMap;
import org.springframework.web.servlet.support.AbstractFlashMapManager;

/** Keeps values for the page after a redirect as JSON in the session: texts, numbers and lists of these. */
final class StoredFlashMaps extends AbstractFlashMapManager {
    private static final String FLASH = "identity.flash";
    private static final int MOST = 8; // pages that were left before they were shown must not fill the session

    @Override
    @SuppressWarnings("unchecked")
    protected @Nullable List<FlashMap> retrieveFlashMaps(HttpServletRequest request) {
        HttpSession session = request.getRequestedSessionId() == null ? null : request.getSession(false);
        if (session == null || !(session.getAttribute(FLASH) instanceof List<?> stored)) {
            return null;
        }
        var maps = new ArrayList<FlashMap>();
        stored.forEach(entry -> maps.add(read((Map<String, Object>) entry)));
        return maps;
    }

    @Override
    protected void updateFlashMaps(List<FlashMap> flashMaps, HttpServletRequest request, HttpServletResponse response) {
        List<Map<String, Object>> stored = new ArrayList<>();
        flashMaps.stream().skip(Math.max(0, flashMaps.size() - MOST)).forEach(map -> stored.add(written(map)));
        request.getSession().setAttribute(FLASH, stored.isEmpty() ? null : stored);
    }

    @Override
    protected Object getFlashMapsMutex(HttpServletRequest request) {
        return request.getSession();
    }

    private static Map<String, Object> written(FlashMap map) {
        String path = map.getTargetRequestPath();
        return Map.of("values", Map.copyOf(map), "path", path == null ? "" : path, "expires", map.getExpirationTime());
    }

    @SuppressWarnings("unchecked")
    private static FlashMap read(Map<String, Object> stored) {
        var map = new FlashMap();
        map.putAll((Map<String, Object>) stored.getOrDefault("values", Map.of()));
        String path = String.valueOf(stored.getOrDefault("path", ""));
        map.setTargetRequestPath(path.isEmpty() ? null : path);
        if (stored.get("expires") instanceof Number expires) {
            map.setExpirationTime(expires.longValue());
        }
        return map;
    }
}
