package io.github.rackconnectmock.standalone;

import io.github.rackconnectmock.internal.scenario.json.TextFields;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands in a ready file, as another process reads it.
 *
 * @param baseUrl the mock's
 * @param caFile the certificate file; empty if the mock has none
 * @param failure why the start has failed; empty if the mock is ready
 */
record ReadyFile(String baseUrl, String caFile, Optional<FailureReport> failure) {
    private static final Pattern EXIT_CODE = Pattern.compile("\"exitCode\"\\s*:\\s*(\\d{1,3})");

    /**
     * Reads a file.
     *
     * @return empty if there is none that can be read
     * @throws Failure if it is no ready file
     */
    static Optional<ReadyFile> read(Path file) {
        byte[] content;
        try {
            content = Files.readAllBytes(file);
        } catch (IOException e) {
            return Optional.empty();
        }
        Map<String, String> fields = TextFields.read(content).orElse(Map.of());
        String baseUrl = fields.getOrDefault("baseUrl", "");
        boolean isFailed = "failed".equals(fields.get("event"));
        if (baseUrl.isEmpty() && !isFailed) {
            throw new Failure(ExitCode.NO_INPUT, file + ": this is no ready file; serve --ready-file writes one");
        }
        Optional<FailureReport> failure = Optional.empty();
        if (isFailed) {
            Matcher code = EXIT_CODE.matcher(new String(content, StandardCharsets.UTF_8));
            failure = Optional.of(new FailureReport(
                    code.find() ? Integer.parseInt(code.group(1)) : ExitCode.INTERNAL,
                    fields.getOrDefault("message", "").lines().toList()));
        }
        return Optional.of(new ReadyFile(baseUrl, fields.getOrDefault("caFile", ""), failure));
    }
}
