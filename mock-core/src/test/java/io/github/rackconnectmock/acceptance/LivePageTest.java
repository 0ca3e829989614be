package io.github.rackconnectmock.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rackconnectmock.RackConnectMockServer;
import java.io.IOException;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The live page as it is sent. What it does is tested in a browser, by the runner's tests. */
class LivePageTest {
    private static final String PAGE = "__admin/rackconnect/";

    @Test
    void isSentWithItsPartsAndMayUseNothingElse() throws IOException {
        try (RackConnectMockServer mock = RackConnectMockServer.start()) {
            Wire.Answer page = Wire.get(mock.baseUri(), PAGE);
            assertThat(page.status()).isEqualTo(200);
            assertThat(page.header("Content-Type")).isEqualTo("text/html; charset=utf-8");
            assertThat(page.header("Content-Security-Policy"))
                    .contains("default-src 'none'", "frame-ancestors 'none'")
                    .doesNotContain("unsafe");
            assertThat(page.body())
                    .doesNotContain("https:", "src=\"http", "href=\"http")
                    .doesNotContainPattern("<script>|style=\"");

            String[] parts = Pattern.compile("(?:src|href)=\"([\\w.]+\\.(?:js|css))\"")
                    .matcher(page.body())
                    .results()
                    .map(found -> found.group(1))
                    .toArray(String[]::new);
            assertThat(parts).hasSizeGreaterThan(2).contains("page.css");
            for (String part : parts) {
                Wire.Answer sent = Wire.get(mock.baseUri(), PAGE + part);
                assertThat(sent.status()).as(part).isEqualTo(200);
                assertThat(sent.header("Content-Type"))
                        .startsWith(part.endsWith("css") ? "text/css" : "text/javascript");
                // A report has it in one script element.
                assertThat(sent.body()).doesNotContainIgnoringCase("</script", "<!--", "</style");
            }
            assertThat(Wire.get(mock.baseUri(), PAGE + "other.js").status()).isEqualTo(404);
            assertThat(Wire.get(mock.baseUri(), "__admin/rackconnect").header("Location"))
                    .isEqualTo("rackconnect/");
            assertThat(mock.pageUri()).isEqualTo(mock.baseUri().resolve(PAGE));
        }
    }

    @Test
    void isForNoOtherOrigin() throws IOException {
        try (RackConnectMockServer mock = RackConnectMockServer.start()) {
            for (String path : new String[] {"", "events", "timeline", "report.html", "requests/1"}) {
                assertThat(Wire.get(mock.baseUri(), PAGE + path, "Origin: http://evil.example")
                                .status())
                        .as(path)
                        .isEqualTo(403);
                assertThat(Wire.get(mock.baseUri(), PAGE + path, "Sec-Fetch-Site: cross-site")
                                .status())
                        .as(path)
                        .isEqualTo(403);
            }
        }
    }
}
