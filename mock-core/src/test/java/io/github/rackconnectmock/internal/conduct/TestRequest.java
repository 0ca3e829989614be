package io.github.rackconnectmock.internal.conduct;

import io.github.rackconnectmock.scenario.Format;
import io.github.rackconnectmock.scenario.Operation;
import io.github.rackconnectmock.scenario.Rule;
import io.github.rackconnectmock.scenario.ServerState;
import org.jspecify.annotations.Nullable;

/** A request for the status, answered 200 in text, unless a test says otherwise. */
final class TestRequest implements Observed {
    private @Nullable Operation operation = Operation.AUTOMATION_STATUS;
    private @Nullable Format format = Format.TEXT;
    private @Nullable Rule rule;
    private @Nullable ServerState state;
    private @Nullable ConnectionFacts connection;
    private boolean get = true;
    private boolean whole = true;
    private boolean limited = true;
    private int status = 200;
    private String word = "200";
    private double speed = 1;
    private long retryAtMicros = NEVER;
    private int mark;
    private @Nullable Struck struck;

    int readInTurn = LATEST;
    int endedInTurn;
    long number;
    long atMicros;
    long receivedNanos;
    long endedMicros;
    long endedNanos;
    boolean left;

    /** Another answer, by an incident. */
    TestRequest struckBy(Struck incident) {
        rule = Rule.FAULT;
        struck = incident;
        return answered(503);
    }

    TestRequest to(@Nullable Operation asked) {
        operation = asked;
        return this;
    }

    TestRequest in(@Nullable Format answered) {
        format = answered;
        return this;
    }

    TestRequest by(ConnectionFacts carrier) {
        connection = carrier;
        return this;
    }

    TestRequest met(@Nullable ServerState seen) {
        state = seen;
        return this;
    }

    TestRequest answered(int code) {
        status = code;
        word = Integer.toString(code);
        return this;
    }

    TestRequest answered(Rule reason) {
        rule = reason;
        return this;
    }

    /** No whole answer, but a fault of this kind. */
    TestRequest fault(String kind) {
        rule = Rule.FAULT;
        word = kind;
        whole = false;
        return this;
    }

    /** Nothing that a rate limit counts. */
    TestRequest unlimited() {
        limited = false;
        return this;
    }

    TestRequest head() {
        get = false;
        return this;
    }

    TestRequest atSpeed(double times) {
        speed = times;
        return this;
    }

    TestRequest retryAt(long micros) {
        retryAtMicros = micros;
        return this;
    }

    @Override
    public long number() {
        return number;
    }

    @Override
    public long atMicros() {
        return atMicros;
    }

    @Override
    public long receivedNanos() {
        return receivedNanos;
    }

    @Override
    public int readInTurn() {
        return readInTurn;
    }

    @Override
    public int endedInTurn() {
        return endedInTurn;
    }

    @Override
    public boolean isLeft() {
        return left;
    }

    @Override
    public long endedMicros() {
        return endedMicros;
    }

    @Override
    public long endedNanos() {
        return endedNanos;
    }

    @Override
    public @Nullable Operation operation() {
        return operation;
    }

    @Override
    public @Nullable Format format() {
        return format;
    }

    @Override
    public @Nullable Rule rule() {
        return rule;
    }

    @Override
    public String reasonText() {
        return rule == null ? "" : rule.because("x");
    }

    @Override
    public boolean isGet() {
        return get;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public boolean isWhole() {
        return whole;
    }

    @Override
    public String word() {
        return word;
    }

    @Override
    public @Nullable ServerState state() {
        return state;
    }

    @Override
    public @Nullable ConnectionFacts connection() {
        return connection;
    }

    @Override
    public double speed() {
        return speed;
    }

    @Override
    public boolean isLimited() {
        return limited;
    }

    @Override
    public long retryAtMicros() {
        return retryAtMicros;
    }

    @Override
    public int mark() {
        return mark;
    }

    @Override
    public void mark(int generation) {
        mark = generation;
    }

    @Override
    public @Nullable Struck struck() {
        return struck;
    }
}
