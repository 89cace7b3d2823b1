package dev.reeve.distribution.browser;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A headless Chromium with one page, which a test looks at and works with as a person does: by
/// mouse and keyboard. What its console complains about is kept.
public final class Chromium implements AutoCloseable {
    private static final Pattern LISTENS = Pattern.compile("DevTools listening on ws://([^/]+)/");
    private static final Map<String, Integer> NAMED =
            Map.of("Enter", 13, "Escape", 27, "ArrowDown", 40, "ArrowUp", 38, "Tab", 9);

    private final Process process;
    private final Path folder;
    private final DevTools tools;
    private final List<String> complaints = new CopyOnWriteArrayList<>();

    private Chromium(Process process, Path folder, URI page)
            throws IOException, InterruptedException {
        this.process = process;
        this.folder = folder;
        tools = new DevTools(page, this::hear);
        for (String domain : List.of("Page", "Runtime", "Log")) {
            tools.ask(domain + ".enable", Map.of());
        }
    }

    /// @param program where it is
    public static Chromium start(Path program) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("chromium-");
        var command =
                new ArrayList<>(
                        List.of(
                                program.toString(),
                                "--headless=new",
                                "--remote-debugging-port=0",
                                "--user-data-dir=" + folder,
                                "--no-first-run",
                                "--disable-gpu",
                                "--disable-dev-shm-usage",
                                "--hide-scrollbars",
                                "--lang=en-GB"));
        if ("root".equals(System.getProperty("user.name"))) {
            command.add("--no-sandbox");
        }
        command.add("about:blank");
        Process process =
                new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        return new Chromium(process, folder, page(listens(process)));
    }

    private static String listens(Process process) throws IOException {
        BufferedReader said = process.errorReader(StandardCharsets.UTF_8);
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            Matcher found = LISTENS.matcher(line);
            if (found.find()) {
                // What it says from now on must not fill the pipe.
                Thread.ofVirtual().start(() -> drain(said));
                return found.group(1);
            }
        }
        throw new IOException("the browser does not listen");
    }

    private static void drain(BufferedReader said) {
        try (said) {
            said.transferTo(Writer.nullWriter());
        } catch (IOException ended) {
            // It says no more.
        }
    }

    private static URI page(String server) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create("http://" + server + "/json/list"));
            var answer = client.send(request.build(), BodyHandlers.ofString());
            for (Object target : (List<?>) DevTools.read(answer.body())) {
                if ("page".equals(DevTools.map(target).get("type"))) {
                    return URI.create(DevTools.map(target).get("webSocketDebuggerUrl").toString());
                }
            }
            throw new IOException("the browser has no page");
        }
    }

    private void hear(String method, Map<String, Object> told) {
        switch (method) {
            case "Runtime.exceptionThrown" -> complaints.add(told.toString());
            case "Runtime.consoleAPICalled" -> {
                if (List.of("error", "warning", "assert").contains(told.get("type"))) {
                    complaints.add(told.toString());
                }
            }
            case "Log.entryAdded" -> {
                var entry = DevTools.map(told.get("entry"));
                if (List.of("error", "warning").contains(entry.get("level"))) {
                    complaints.add(entry.get("text") + " " + entry.get("url"));
                }
            }
            default -> {
                // Of no interest.
            }
        }
    }

    /// What the console has complained about so far: errors, warnings, violated policies.
    public List<String> complaints() {
        return List.copyOf(complaints);
    }

    /// As it was in the beginning, with an empty page.
    public void reset() throws IOException, InterruptedException {
        open("about:blank");
        size(1280, 800, 1);
        tools.ask("Emulation.setEmulatedMedia", Map.of("features", List.of()));
        complaints.clear();
    }

    public void open(String address) throws IOException, InterruptedException {
        tools.ask("Page.navigate", Map.of("url", address));
    }

    /// The value of an expression; of a promise, what it was fulfilled with.
    public Object value(String expression) throws IOException, InterruptedException {
        var told =
                tools.ask(
                        "Runtime.evaluate",
                        Map.of(
                                "expression", expression,
                                "returnByValue", true,
                                "awaitPromise", true));
        if (told.get("exceptionDetails") != null) {
            throw new IOException(expression + ": " + told.get("exceptionDetails"));
        }
        return DevTools.map(told.get("result")).get("value");
    }

    /// Whether an expression is true; false also where it cannot be reckoned yet.
    public boolean holds(String expression) throws IOException, InterruptedException {
        return Boolean.TRUE.equals(
                value(
                        "(() => { try { return Boolean("
                                + expression
                                + ") } catch { return false } })()"));
    }

    /// Clicks in the middle of the first element that fits.
    public void click(String selector) throws IOException, InterruptedException {
        var box =
                (List<?>)
                        value(
                                "(() => { const box = document.querySelector("
                                        + DevTools.json(selector)
                                        + ").getBoundingClientRect(); return [box.x + box.width /"
                                        + " 2, box.y + box.height / 2] })()");
        for (String type : List.of("mousePressed", "mouseReleased")) {
            tools.ask(
                    "Input.dispatchMouseEvent",
                    Map.of(
                            "type",
                            type,
                            "x",
                            box.get(0),
                            "y",
                            box.get(1),
                            "button",
                            "left",
                            "clickCount",
                            1));
        }
    }

    /// Presses a key: one letter, or `Enter`, `Escape`, `ArrowDown`, `ArrowUp`, `Tab`.
    public void press(String key) throws IOException, InterruptedException {
        Integer named = NAMED.get(key);
        int code = named == null ? key.toUpperCase(java.util.Locale.ROOT).charAt(0) : named;
        String text = named == null ? key : key.equals("Enter") ? "\r" : "";
        for (String type : List.of(text.isEmpty() ? "rawKeyDown" : "keyDown", "keyUp")) {
            tools.ask(
                    "Input.dispatchKeyEvent",
                    Map.of(
                            "type", type,
                            "key", key,
                            "text", type.equals("keyDown") ? text : "",
                            "windowsVirtualKeyCode", code));
        }
    }

    /// Writes a text where the keyboard is.
    public void write(String text) throws IOException, InterruptedException {
        tools.ask("Input.insertText", Map.of("text", text));
    }

    public void scroll(int x, int y, int down) throws IOException, InterruptedException {
        tools.ask(
                "Input.dispatchMouseEvent",
                Map.of("type", "mouseWheel", "x", x, "y", y, "deltaX", 0, "deltaY", down));
    }

    /// @param scale device pixels for each pixel of the page
    public void size(int width, int height, int scale) throws IOException, InterruptedException {
        tools.ask(
                "Emulation.setDeviceMetricsOverride",
                Map.of(
                        "width", width,
                        "height", height,
                        "deviceScaleFactor", scale,
                        "mobile", width < 500));
    }

    /// @param scheme `light` or `dark`
    public void prefer(String scheme) throws IOException, InterruptedException {
        tools.ask(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    public void picture(Path file) throws IOException, InterruptedException {
        var told = tools.ask("Page.captureScreenshot", Map.of("format", "png"));
        Files.write(file, Base64.getDecoder().decode(told.get("data").toString()));
    }

    @Override
    public void close() throws IOException {
        tools.close();
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        remove(folder);
    }

    /// Its last helpers may still write into its folder.
    private static void remove(Path folder) throws IOException {
        new ProcessBuilder("rm", "-rf", folder.toString()).start();
    }
}
