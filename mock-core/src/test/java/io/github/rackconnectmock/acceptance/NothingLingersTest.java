package io.github.rackconnectmock.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.github.rackconnectmock.RackConnectMockServer;
import java.io.File;
import java.lang.ref.WeakReference;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.Socket;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A mock that isn't closed keeps no JVM alive, and one that is closed keeps no class loader. */
class NothingLingersTest {
    @Test
    void aMockThatIsForgottenKeepsNoJvmAlive() throws Exception {
        String wireMock = System.getProperty("rackconnect-mock.wiremock", "asleep");
        try (ChildJvm jvm =
                ChildJvm.start(List.of("-Drackconnect-mock.wiremock=" + wireMock), ForgottenMockMain.class)) {
            assertThat(jvm.line()).isEqualTo("done");
            assertThat(jvm.exitCode()).isZero();
        }
    }

    /** As a test runner or an application server loads the mock, again and again in one JVM. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aClassLoaderThatStartedAndClosedAMockIsCollected(boolean tls) throws Exception {
        assumeFalse(Wire.AWAKE, "left out: this is about a WireMock that sleeps");
        WeakReference<ClassLoader> loader = new WeakReference<>(useAndForget(tls));
        assertThat(Waiting.until(() -> {
                    System.gc();
                    return loader.get() == null;
                }))
                .as("collected")
                .isTrue();
    }

    private static ClassLoader useAndForget(boolean tls) throws Exception {
        URLClassLoader loader = new URLClassLoader(classPath(), ClassLoader.getPlatformClassLoader());
        try (loader) {
            Class<?> server = loader.loadClass(RackConnectMockServer.class.getName());
            assertThat(server).isNotEqualTo(RackConnectMockServer.class);
            Object builder = call(server.getMethod("builder"), server);
            Class<?> builderClass = builder.getClass();
            call(builderClass.getMethod("httpsPort", int.class), builder, 0);
            Object mock = call(builderClass.getMethod("start"), builder);
            URI base = (URI) call(server.getMethod("baseUri"), mock);
            assertThat(Wire.get(base, "v1/automation_status?format=XML").status())
                    .isEqualTo(200);
            assertThat(Wire.get(base, "__admin/rackconnect/health").status()).isEqualTo(200);
            if (tls) {
                SSLContext trust = (SSLContext) call(server.getMethod("sslContext"), mock);
                try (Socket socket = Wire.connect(base)) {
                    Wire.connectTunnel(socket, "dfw.api.rackconnect.rackspace.com");
                    Socket secure = Wire.tls(socket, trust, "dfw.api.rackconnect.rackspace.com");
                    assertThat(Wire.send(secure, "GET", "/v1/automation_status").status())
                            .isEqualTo(200);
                }
            }
            call(server.getMethod("close"), mock);
        }
        return loader;
    }

    private static Object call(Method method, Object target, Object... arguments) throws ReflectiveOperationException {
        return Objects.requireNonNullElse(method.invoke(target, arguments), "nothing");
    }

    private static URL[] classPath() throws MalformedURLException {
        List<URL> urls = new ArrayList<>();
        for (String entry : ChildJvm.classPath().split(File.pathSeparator, -1)) {
            urls.add(new File(entry).toURI().toURL());
        }
        return urls.toArray(URL[]::new);
    }
}
