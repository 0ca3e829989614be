package io.github.rackconnectmock.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** What the profile {@code release} lists beside the runner's jar, in the format of CycloneDX. */
class RunnerSbomIT {
    private static final String OWN = "io/github/rackconnectmock/";
    private static final String CARRIED = OWN + "internal/shaded/";

    @Test
    void eachClassOfOthersIsOfAListedLibrary() throws IOException {
        Set<String> listed = new HashSet<>();
        for (JsonNode component : components()) {
            if (!component.path("group").asText().equals("io.github.rackconnectmock")) {
                listed.addAll(classes(original(component)));
            }
        }
        List<String> others = classes(Path.of(RunningJar.JAR)).stream()
                .filter(name -> !name.startsWith(OWN) || name.startsWith(CARRIED))
                .toList();
        assertThat(others)
                .hasSizeGreaterThan(5000)
                .anyMatch(name -> name.startsWith(CARRIED + "netty/"))
                .anyMatch(name -> name.startsWith(CARRIED + "jackson/"))
                .allMatch(listed::contains);
    }

    @Test
    void nothingCarriedIsOptional() throws IOException {
        assertThat(components())
                .isNotEmpty()
                .noneMatch(component -> component.path("scope").asText().equals("optional"));
    }

    @Test
    void itIsAnApplicationThatIsTheSameInEachBuild() throws IOException {
        JsonNode metadata = sbom().path("metadata");
        assertThat(metadata.path("component").path("type").asText()).isEqualTo("application");
        assertThat(metadata.has("timestamp")).isFalse();
        assertThat(sbom().has("serialNumber")).isFalse();
    }

    private static String property(String name) {
        return Objects.requireNonNull(System.getProperty(name), name);
    }

    private static JsonNode sbom() throws IOException {
        return new ObjectMapper()
                .readTree(Path.of(property("rackconnect-mock.runner-sbom")).toFile());
    }

    private static List<JsonNode> components() throws IOException {
        List<JsonNode> components = new ArrayList<>();
        sbom().path("components").forEach(components::add);
        return components;
    }

    private static Path original(JsonNode component) {
        String name = component.path("name").asText();
        String version = component.path("version").asText();
        return Path.of(
                property("rackconnect-mock.local-repository"),
                component.path("group").asText().replace('.', '/'),
                name,
                version,
                name + "-" + version + ".jar");
    }

    /** The classes of a jar, those of Netty and Jackson by the names that they have in core's. */
    private static List<String> classes(Path path) throws IOException {
        try (JarFile jar = new JarFile(path.toFile())) {
            return jar.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.endsWith(".class"))
                    .map(name -> name.replaceFirst("^io/netty/", CARRIED + "netty/"))
                    .map(name -> name.replaceFirst("^com/fasterxml/jackson/", CARRIED + "jackson/"))
                    .toList();
        }
    }
}
