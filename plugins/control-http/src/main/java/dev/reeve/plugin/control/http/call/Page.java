package dev.reeve.plugin.control.http.call;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;

/// Which part of a list is wanted: `limit` 1 to 100, 50 where nothing is said, and `offset` from 0.
record Page(int limit, int offset) {
    static Page of(Query query) throws Refusal {
        return new Page(
                (int) query.number("limit", 1, 100, 50),
                (int) query.number("offset", 0, Integer.MAX_VALUE, 0));
    }

    /// This part of a list that is here as a whole.
    <T> Answer.Whole of(List<T> all, Function<? super T, Map<String, @Nullable Object>> view) {
        return of(cut(all), all.size(), view);
    }

    /// The same of what is JSON as soon as it is written.
    ///
    /// @param size of an item, in bytes, about
    <T> Answer.Whole written(
            List<T> all, int size, BiConsumer<? super T, ByteArrayOutputStream> write) {
        List<T> items = cut(all);
        var body = new ByteArrayOutputStream(64 + items.size() * size);
        body.writeBytes(ascii("{\"items\":["));
        for (int i = 0; i < items.size(); i++) {
            if (i > 0) {
                body.write(',');
            }
            write.accept(items.get(i), body);
        }
        body.writeBytes(ascii("],\"total\":" + all.size() + "}"));
        return Answer.json(body);
    }

    private <T> List<T> cut(List<T> all) {
        int from = Math.min(offset, all.size());
        int to = (int) Math.min((long) from + limit, all.size());
        return all.subList(from, to);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /// A part that is already cut.
    static <T> Answer.Whole of(
            List<T> items, int total, Function<? super T, Map<String, @Nullable Object>> view) {
        var list = new LinkedHashMap<String, Object>();
        list.put("items", items.stream().map(view).toList());
        list.put("total", total);
        return Answer.json(list);
    }
}
