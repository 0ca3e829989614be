package io.github.rackconnectmock.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class LineWriterTest {
    @Test
    void writesEverythingInOrderBeforeItCloses() {
        Lines lines = new Lines();
        try (LineWriter writer = new LineWriter(lines.stream())) {
            IntStream.range(0, 1000).forEach(number -> writer.say("line " + number));
        }
        assertThat(lines.all())
                .isEqualTo(IntStream.range(0, 1000)
                        .mapToObj(number -> "line " + number)
                        .toList());
    }

    @Test
    @Timeout(30)
    void noCallerWaitsForAReaderThatDoesNotRead() {
        assertThat(leftOut("line", 20_000))
                .matches("rackconnect-mock: (9999|10000) lines left out here: they came faster than they were read");
    }

    /** A line has a request's target, which may be 16 kB long. */
    @Test
    @Timeout(30)
    void longLinesWaitInBoundedMemory() {
        assertThat(leftOut("x".repeat(9_990), 1_000))
                .matches("rackconnect-mock: (899|900) lines left out here: they came faster than they were read");
    }

    /** What is said about lines for a reader that begins to read when all of them were written. */
    private static String leftOut(String text, int count) {
        CountDownLatch read = new CountDownLatch(1);
        Lines lines = new Lines();
        PrintStream seen = lines.stream();
        PrintStream stuck = new PrintStream(
                new OutputStream() {
                    @Override
                    public void write(int character) {
                        boolean interrupted = false;
                        while (read.getCount() > 0) {
                            try {
                                read.await();
                            } catch (InterruptedException e) {
                                // A pipe doesn't hear of it either.
                                interrupted = true;
                            }
                        }
                        if (interrupted) {
                            Thread.currentThread().interrupt();
                        }
                        seen.write(character);
                    }
                },
                true,
                StandardCharsets.UTF_8);
        LineWriter writer = new LineWriter(stuck);
        IntStream.range(0, count).forEach(number -> writer.say(text + " " + number));
        writer.close();
        read.countDown();
        return lines.next(line -> line.contains("left out"));
    }
}
