package io.github.rackconnectmock.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** What the runner's jar has in it. */
class RunnerJarIT {
    private static final String OWN = "io/github/rackconnectmock/";

    /** What its table says of a library, by its licence's name. */
    private static final Map<String, String> PHRASES = Map.of(
            "Apache-2.0", "Apache License",
            "MIT", "Permission is hereby granted, free of charge",
            "BSD-3-Clause", "Redistribution and use in source and binary forms",
            "EPL-2.0", "Eclipse Public License - v 2.0");

    @Test
    void noEntryIsThereTwice() throws IOException {
        assertThat(entries()).doesNotHaveDuplicates();
    }

    @Test
    void coresLibrariesAreThereUnderTheirNewNamesOnly() throws IOException {
        assertThat(entries())
                .contains(OWN + "internal/shaded/netty/channel/Channel.class")
                .contains(OWN + "internal/shaded/jackson/core/JsonFactory.class")
                .noneMatch(entry -> entry.startsWith("io/netty/"))
                .noneMatch(entry -> entry.startsWith("com/fasterxml/"))
                .noneMatch(entry -> entry.startsWith("org/bouncycastle/"));
    }

    @Test
    void everyClassHasAPlaceInATableOfLicences() throws IOException {
        List<String> places = new ArrayList<>();
        Set<String> named =
                new HashSet<>(Set.of("META-INF/LICENSE", "META-INF/licenses/core.txt", "META-INF/licenses/runner.txt"));
        for (String table : List.of("core", "runner")) {
            for (String line :
                    text("META-INF/licenses/" + table + ".txt").lines().toList()) {
                String[] cells = line.split(" \\| ", -1);
                if (cells.length != 4 || !cells[0].contains("/")) {
                    continue;
                }
                places.add(cells[0]);
                List<String> texts = Stream.of(cells[3].split(", ", -1))
                        .map("META-INF/"::concat)
                        .toList();
                named.addAll(texts);
                assertThat(entries()).as(cells[1]).contains(texts.toArray(String[]::new));
                assertThat(text(texts.get(0)).replaceAll("\\s+", " "))
                        .as("the licence of %s", cells[1])
                        .contains(Objects.requireNonNull(PHRASES.get(cells[2]), cells[2]));
            }
        }
        List<String> others = entries().stream()
                .filter(entry -> entry.endsWith(".class"))
                .map(entry -> entry.replaceFirst("^META-INF/versions/\\d+/", ""))
                .filter(entry -> !entry.startsWith(OWN) || entry.startsWith(OWN + "internal/shaded/"))
                .toList();
        assertThat(others)
                .hasSizeGreaterThan(5000)
                .allMatch(entry -> places.stream().anyMatch(entry::startsWith));
        assertThat(places)
                .allMatch(place ->
                        others.stream().anyMatch(entry -> entry.startsWith(place)) || place.equals("javax/servlet/"));
        assertThat(entries().stream().filter(entry -> entry.matches("META-INF/(?i:licen|notice).*")))
                .allMatch(named::contains);
    }

    private static String text(String entry) throws IOException {
        try (JarFile jar = new JarFile(RunningJar.JAR);
                InputStream bytes = jar.getInputStream(jar.getEntry(entry))) {
            return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static List<String> entries() throws IOException {
        try (JarFile jar = new JarFile(RunningJar.JAR)) {
            return jar.stream()
                    .filter(entry -> !entry.isDirectory())
                    .map(ZipEntry::getName)
                    .toList();
        }
    }
}
