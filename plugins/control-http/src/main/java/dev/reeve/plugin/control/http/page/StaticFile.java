package dev.reeve.plugin.control.http.page;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One file of the page, as it lies beside this class.
///
/// Only names that [#NAMES] lists are ever looked for, so no name leads anywhere else.
///
/// @param type its media type
/// @param bytes handed on as they are, to the socket
/// @param tag changes with its bytes; the value of the header `ETag`, in its quotation marks
@SuppressWarnings("ArrayRecordComponent")
public record StaticFile(String type, byte[] bytes, String tag) {
    /// What the page is made of. A file that is not listed here is not served.
    static final List<String> NAMES =
            List.of(
                    "index.html",
                    "icon.svg",
                    "base.css",
                    "frame.css",
                    "list.css",
                    "panel.css",
                    "views.css",
                    "activity.css",
                    "plugins.css",
                    "actions.js",
                    "actor-view.js",
                    "ansi.js",
                    "api.js",
                    "app.js",
                    "chart.js",
                    "charts.js",
                    "definition.js",
                    "dialog.js",
                    "dom.js",
                    "event-view.js",
                    "explain.js",
                    "feed.js",
                    "filter.js",
                    "format.js",
                    "graph-data.js",
                    "graph-view.js",
                    "header.js",
                    "keys.js",
                    "layers.js",
                    "operation-list.js",
                    "operation-view.js",
                    "option-table.js",
                    "output.js",
                    "panel.js",
                    "pan-zoom.js",
                    "phases.js",
                    "place.js",
                    "plugin-list.js",
                    "plugin-view.js",
                    "samples.js",
                    "service-list.js",
                    "sse.js",
                    "store.js",
                    "theme.js",
                    "timeline.js",
                    "token.js",
                    "virtual-list.js");

    private static final Map<String, String> TYPES =
            Map.of(
                    "html", "text/html; charset=utf-8",
                    "css", "text/css; charset=utf-8",
                    "js", "text/javascript; charset=utf-8",
                    "svg", "image/svg+xml");

    /// @param name without any folder
    /// @return null if the page has no file of that name
    public static @Nullable StaticFile named(String name) {
        return All.FILES.get(name);
    }

    /// Read when the page is asked for the first time: most supervisors are never looked at.
    private static final class All {
        static final Map<String, StaticFile> FILES = read();

        private static Map<String, StaticFile> read() {
            var files = LinkedHashMap.<String, StaticFile>newLinkedHashMap(NAMES.size());
            for (String name : NAMES) {
                byte[] bytes = bytes(name);
                files.put(name, new StaticFile(type(name), bytes, '"' + digest(bytes) + '"'));
            }
            return Map.copyOf(files);
        }
    }

    private static String type(String name) {
        String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        if (type == null) {
            throw new IllegalStateException("nobody has said what " + name + " is");
        }
        return type;
    }

    private static byte[] bytes(String name) {
        try (InputStream file = StaticFile.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException("the page lacks its file " + name);
            }
            return file.readAllBytes();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String digest(byte[] bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(digest, 0, 12);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
