package io.github.rackconnectmock.internal.api;

import io.github.rackconnectmock.internal.simulation.ServerLife;
import io.github.rackconnectmock.scenario.FaultEffect;
import io.github.rackconnectmock.scenario.Format;
import io.github.rackconnectmock.scenario.Operation;
import io.github.rackconnectmock.scenario.Rule;
import io.github.rackconnectmock.scenario.ServerState;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One request and all that becomes of it: who asked, the answer and its reason, and whether the answer reached the client's
 * system. The API makes it, the journal keeps it, the front sends it.
 *
 * <p>Everything but the outcome is set before the journal gets it, and then never changes. The outcome may be read by any
 * thread.
 */
public final class Exchange {
    private static final byte[] NO_BODY = {};

    /** What became of an answer. */
    public enum Outcome {
        /** The answer is still to be sent. */
        PENDING,
        /** All of it was handed to the operating system for a client that was there. */
        DELIVERED,
        /** The client left before the answer was out. */
        ABANDONED
    }

    private final ApiRequest request;
    private final RackConnectApi.Played played;
    private final Source source;
    private final @Nullable Operation operation;
    private final long receivedNanos = System.nanoTime();

    private Instant at = Instant.EPOCH;
    private int status;
    private @Nullable String word;
    private String contentType = "";
    private byte[] body = NO_BODY;
    private @Nullable Format format;
    private @Nullable String allow;
    private @Nullable String reason;
    private @Nullable FaultEffect effect;
    private @Nullable ServerState state;
    private long number;
    private volatile @Nullable Object attachment;

    private volatile Outcome outcome = Outcome.PENDING;
    private volatile long endedNanos;

    Exchange(ApiRequest request, RackConnectApi.Played played, Source source, @Nullable Operation operation) {
        this.request = request;
        this.played = played;
        this.source = source;
        this.operation = operation;
    }

    public ApiRequest request() {
        return request;
    }

    /** What was asked for; {@code null} for no operation. */
    public @Nullable Operation operation() {
        return operation;
    }

    RackConnectApi.Played played() {
        return played;
    }

    Source caller() {
        return source;
    }

    /** The address or name that the caller was taken for. */
    public String source() {
        return source.text();
    }

    /** The server that asked; {@code null} if it is none of the scenario. */
    public @Nullable ServerLife life() {
        return source instanceof Source.Known known ? known.server() : null;
    }

    /** The name of the server that asked; {@code null} if it is none of the scenario. */
    public @Nullable String server() {
        ServerLife life = life();
        return life == null ? null : life.name();
    }

    /** The mock's time of the answer. */
    public Instant at() {
        return at;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** Whether this status is sent; some faults send none. */
    public boolean sendsStatus() {
        return word == null
                && (effect == null || effect instanceof FaultEffect.Delay || effect instanceof FaultEffect.Truncated);
    }

    /** The answer in one word: the status, or a fault's kind such as {@code reset} where it isn't sent as it is. */
    public String word() {
        if (word != null) {
            return word;
        }
        return effect == null || effect instanceof FaultEffect.Delay ? Integer.toString(status) : effect.kind();
    }

    /** The media type of the body. */
    public String contentType() {
        return contentType;
    }

    /** The body; not to be changed. */
    public byte[] body() {
        return body;
    }

    public String bodyText() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** The format of the body; {@code null} for a sentence of the mock's own. */
    public @Nullable Format format() {
        return format;
    }

    /** The {@code Allow} field; {@code null} for none. */
    public @Nullable String allow() {
        return allow;
    }

    /**
     * The rule that answered and when it would change, such as {@code rate-limited; limit=30/1m; resets-in=42s}; {@code
     * null} for an answer by the scenario's state alone.
     */
    public @Nullable String reason() {
        return reason;
    }

    /** What goes wrong with the sending of this answer; {@code null} for nothing. Never an error, which is an answer. */
    public @Nullable FaultEffect effect() {
        return effect;
    }

    /** The server's state; {@code null} without a server, and where the request went no further than that. */
    public @Nullable ServerState state() {
        return state;
    }

    /** Its place among all requests since the mock was started or reset, from 1; 0 before the journal has it. */
    public long number() {
        return number;
    }

    /** Whether a stub of the user's answered. */
    public boolean isOverridden() {
        return reason != null && reason.equals(Rule.OVERRIDDEN.word());
    }

    /** What another layer keeps with it; {@code null} for nothing. */
    public @Nullable Object attachment() {
        return attachment;
    }

    /** Keeps something with it. */
    public void attach(Object kept) {
        attachment = kept;
    }

    /** Whether it has an answer. */
    public boolean isAnswered() {
        return status != 0;
    }

    /** What became of the answer. */
    public Outcome outcome() {
        return outcome;
    }

    /** How long after the request the exchange ended, in nanoseconds of real time; 0 before. */
    public long tookNanos() {
        return outcome == Outcome.PENDING ? 0 : endedNanos - receivedNanos;
    }

    /** About how many bytes of memory it takes. */
    public long weight() {
        return 200 + request.weight();
    }

    /** Ends it; whether it had not ended before. Only the first end counts. Called on the event loop only. */
    public boolean end(Outcome how) {
        if (outcome != Outcome.PENDING) {
            return false;
        }
        endedNanos = System.nanoTime();
        outcome = how;
        return true;
    }

    /** Said once, by the journal. */
    public void number(long place) {
        this.number = place;
    }

    Exchange at(Instant time, @Nullable ServerState seen) {
        this.at = time;
        this.state = seen;
        return this;
    }

    Exchange fault(@Nullable FaultEffect drawn) {
        this.effect = drawn instanceof FaultEffect.HttpError ? null : drawn;
        return this;
    }

    Exchange allow(String methods) {
        this.allow = methods;
        return this;
    }

    /** Answers with a sentence of the mock's own. */
    Exchange sentence(int code, String text, String why) {
        return answered(code, Format.TEXT.contentType(), text.getBytes(StandardCharsets.UTF_8), why);
    }

    /** Answers with what was asked for. */
    Exchange answer(Format asked, byte[] content) {
        this.format = asked;
        FaultEffect fault = effect;
        String why = fault == null ? null : Rule.FAULT.because("kind=" + fault.kind());
        return answered(200, asked.contentType(), content, why);
    }

    /** Answers with what a stub of the user's says: its status, or a fault's word where none is sent. */
    Exchange overridden(int code, @Nullable String fault, String why) {
        this.word = fault;
        return answered(code, "", NO_BODY, why);
    }

    private Exchange answered(int code, String type, byte[] content, @Nullable String why) {
        this.status = code;
        this.contentType = type;
        this.body = content;
        this.reason = why;
        return this;
    }
}
