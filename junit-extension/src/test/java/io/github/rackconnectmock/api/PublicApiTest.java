package io.github.rackconnectmock.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The API of the two libraries is the same as the listings that are checked in, so that each change of it shows in a review.
 * It stands here and not in mock-core, because this module sees the classes of both.
 */
class PublicApiTest {
    private static final String WRITE = "write-public-api";

    private static final String HOW_TO_WRITE =
            "mvn test -pl junit-extension -am -Dtest=PublicApiTest -Dsurefire.failIfNoSpecifiedTests=false -D" + WRITE;

    @ParameterizedTest
    @CsvSource({
        "mock-core, io.github.rackconnectmock, io.github.rackconnectmock.scenario",
        "junit-extension, io.github.rackconnectmock.junit, io.github.rackconnectmock.junit.assertions"
    })
    void isWhatTheListingSays(String module, String first, String second) throws IOException {
        Path listing = root().resolve(module).resolve("src/test/resources/public-api.txt");
        List<String> actual = listed(List.of(first, second));
        if (System.getProperty(WRITE) != null) {
            Files.write(listing, actual);
        }

        List<String> expected = Files.exists(listing) ? Files.readAllLines(listing) : List.of();

        if (!actual.equals(expected)) {
            fail(difference(module, expected, actual));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "mock-core, public final class RackConnectMockServer",
        "junit-extension, annotation junit.RackConnectMock"
    })
    void hasItsMainTypeInTheListing(String module, String type) throws IOException {
        assertThat(root().resolve(module).resolve("src/test/resources/public-api.txt"))
                .content()
                .contains(type);
    }

    private static Path root() {
        return Path.of(Objects.requireNonNull(System.getProperty("rackconnect-mock.root")));
    }

    private static List<String> listed(List<String> packages) {
        List<String> lines = new ArrayList<>();
        new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages(packages).stream()
                        .filter(type -> packages.contains(type.getPackageName()))
                        .sorted(Comparator.comparing(JavaClass::getName))
                        .map(JavaClass::reflect)
                        .filter(PublicSignatures::isPublic)
                        .forEach(type -> lines.addAll(PublicSignatures.of(type)));
        return lines;
    }

    /** Each line stands below its type, so that a line alone says where it belongs. */
    private static List<String> withTypes(List<String> lines) {
        List<String> all = new ArrayList<>();
        String type = "";
        for (String line : lines) {
            boolean isMember = line.startsWith(" ");
            type = isMember ? type : line.replaceAll(".* (class|record|enum|interface|annotation) |[ <].*", "");
            all.add(isMember ? type + ": " + line.strip() : line);
        }
        return all;
    }

    private static String difference(String module, List<String> expected, List<String> actual) {
        List<String> before = withTypes(expected);
        List<String> now = withTypes(actual);
        Stream<String> gone =
                before.stream().filter(line -> !now.contains(line)).map(line -> "- " + line);
        Stream<String> added =
                now.stream().filter(line -> !before.contains(line)).map(line -> "+ " + line);
        return Stream.of(
                        Stream.of("the API of " + module + " isn't the one in its src/test/resources/public-api.txt:"),
                        gone,
                        added,
                        Stream.of("If the change is wanted, write the listings again and check them in:", HOW_TO_WRITE))
                .flatMap(lines -> lines)
                .collect(Collectors.joining(System.lineSeparator()));
    }
}
