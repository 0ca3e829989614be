package io.github.rackconnectmock.junit.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rackconnectmock.junit.JUnitRun;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocumentationTest {
    private static final Path ROOT = Path.of(System.getProperty("rackconnect-mock.root", ".."));
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w+)\\n(.*?)^```$");
    private static final Pattern CLASS = Pattern.compile("(?m)^(?:public )?class (\\w+)");

    private record Block(String language, String text) {
        boolean isWholeFile() {
            return text.startsWith("import ");
        }

        boolean isCode() {
            return language.equals("java") || language.equals("kotlin");
        }
    }

    @Test
    void wholeTestClassesCompileAndPass(@TempDir Path classes) throws Exception {
        List<Block> wholeClasses = blocks().stream()
                .filter(block -> block.isCode() && block.isWholeFile())
                .toList();
        assertThat(wholeClasses).isNotEmpty();

        for (Block block : wholeClasses) {
            Matcher name = CLASS.matcher(block.text());
            assertThat(name.find()).isTrue();
            compile(name.group(1), block.text(), classes);
            try (URLClassLoader loader = new URLClassLoader(
                    new URL[] {classes.toUri().toURL()}, getClass().getClassLoader())) {
                JUnitRun run = JUnitRun.of(loader.loadClass(name.group(1)));
                assertThat(run.failures()).isEmpty();
                assertThat(run.passed()).isPositive();
            }
        }
    }

    @Test
    void piecesOfCodeAreTakenFromTests() throws IOException {
        List<String> sources = new ArrayList<>();
        try (Stream<Path> files = Files.walk(ROOT.resolve("junit-extension/src"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                sources.add(unindented(Files.readString(file)));
            }
        }
        List<String> pieces = blocks().stream()
                .filter(block -> block.isCode() && !block.isWholeFile())
                .map(piece -> unindented(piece.text()))
                .toList();

        assertThat(pieces).isNotEmpty();
        assertThat(pieces.stream().filter(piece -> sources.stream().noneMatch(source -> source.contains(piece))))
                .isEmpty();
    }

    @Test
    void dependencyBlocksNameThisVersion() throws IOException {
        Matcher version = Pattern.compile("<artifactId>rackconnect-mock</artifactId>\\s*<version>([^<]+)</version>")
                .matcher(Files.readString(ROOT.resolve("pom.xml")));
        assertThat(version.find()).isTrue();
        List<Block> dependencies = blocks().stream()
                .filter(block -> block.language().equals("xml") && block.text().contains("rackconnect-mock-junit"))
                .toList();

        assertThat(dependencies)
                .isNotEmpty()
                .allSatisfy(block -> assertThat(unindented(block.text()))
                        .contains(
                                "<groupId>io.github.rackconnectmock</groupId>\n<artifactId>rackconnect-mock-junit</artifactId>\n"
                                        + "<version>" + version.group(1) + "</version>"));
    }

    /** The code blocks of the page on JUnit and, where it has any about it, of the README. */
    private static List<Block> blocks() throws IOException {
        List<Block> blocks = new ArrayList<>();
        Matcher page = BLOCK.matcher(Files.readString(ROOT.resolve("docs/junit.md")));
        while (page.find()) {
            blocks.add(new Block(page.group(1), page.group(2)));
        }
        Path readme = ROOT.resolve("README.md");
        Matcher ofReadme = BLOCK.matcher(Files.exists(readme) ? Files.readString(readme) : "");
        while (ofReadme.find()) {
            Block block = new Block(ofReadme.group(1), ofReadme.group(2));
            boolean isTest = block.isWholeFile() && block.text().contains("rackconnectmock.junit");
            if (isTest || block.text().contains("rackconnect-mock-junit")) {
                blocks.add(block);
            }
        }
        return blocks;
    }

    private static String unindented(String text) {
        return text.lines()
                .map(String::strip)
                .reduce("", (before, line) -> before + "\n" + line)
                .strip();
    }

    private static void compile(String className, String source, Path classes) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        JavaFileObject file =
                new SimpleJavaFileObject(URI.create("string:///" + className + ".java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return source;
                    }
                };
        StringWriter messages = new StringWriter();
        List<String> options =
                List.of("-d", classes.toString(), "-cp", System.getProperty("java.class.path"), "-proc:none");
        boolean compiled = compiler.getTask(messages, null, null, options, null, List.of(file))
                .call();
        assertThat(compiled).as(messages.toString()).isTrue();
    }
}
