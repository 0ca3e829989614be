package io.github.rackconnectmock.internal.api;

import io.github.rackconnectmock.internal.conduct.ConnectionFacts;
import io.github.rackconnectmock.internal.conduct.Observed;
import io.github.rackconnectmock.internal.conduct.Struck;
import io.github.rackconnectmock.internal.simulation.AppliedFault;
import io.github.rackconnectmock.internal.simulation.MovableClock;
import io.github.rackconnectmock.internal.simulation.ServerLife;
import io.github.rackconnectmock.scenario.FaultEffect;
import io.github.rackconnectmock.scenario.Format;
import io.github.rackconnectmock.scenario.Operation;
import io.github.rackconnectmock.scenario.Rule;
import io.github.rackconnectmock.scenario.ServerState;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer: who asked, the answer and its reason, and whether the answer was delivered. The API makes it, the journal keeps it, the front sends it.
 *
 * <p>Everything but the outcome is set before the journal gets it, and then never changes. The outcome may be read by any
 * thread.
 */
public final class Exchange implements Observed {
    private static final byte[] NO_BODY = {};
    private static final List<Rule> RULES = List.of(Rule.values());

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
    private @Nullable Rule rule;
    private long atMicros;
    private @Nullable FaultEffect effect;
    private Duration delay = Duration.ZERO;
    private @Nullable Struck struck;
    private HeaderFields fields = HeaderFields.NONE;
    private @Nullable ServerState state;
    private @Nullable ServerLife answeredAs;
    private boolean holdsPlace;
    private boolean limited;
    private long number;
    private volatile @Nullable Object attachment;

    // Set before the journal has it, like the above, or by the journal.
    private @Nullable ConnectionFacts connection;
    private @Nullable String retryAfter;
    private long retryAtMicros = NEVER;
    private @Nullable String location;
    private int mark;
    private int readInTurn = LATEST;
    private boolean unexpected;

    // Used by the event loop only.
    private boolean left;
    private long leftNanos;
    private long leftMicros;
    private int leftInTurn;
    private boolean out;

    private volatile long change;
    private volatile Outcome outcome = Outcome.PENDING;
    private volatile long endedNanos;
    private volatile long endedMicros;
    private volatile int endedInTurn;

    Exchange(ApiRequest request, RackConnectApi.Played played, Source source, @Nullable Operation operation) {
        this.request = request;
        this.played = played;
        this.source = source;
        this.operation = operation;
    }

    /**
     * An exchange of another API on the same lives.
     *
     * @param server that it is about; {@code null} for none
     * @param operation what is asked for; {@code null} for something that isn't counted
     */
    public static Exchange about(
            ApiRequest request,
            RackConnectApi.Played played,
            @Nullable ServerLife server,
            @Nullable Operation operation) {
        String asker = request.peer().getHostAddress();
        Source source = server == null ? new Source.Unknown(asker, "") : new Source.KnownByText(asker, server);
        return new Exchange(request, played, source, operation);
    }

    public ApiRequest request() {
        return request;
    }

    @Override
    public @Nullable Operation operation() {
        return operation;
    }

    /** What was played when the request came. */
    public RackConnectApi.Played played() {
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

    @Override
    public int status() {
        return status;
    }

    /** Whether this status is sent; some faults send none. */
    public boolean sendsStatus() {
        return word == null && (effect == null || effect.sendsWholeAnswer() || effect instanceof FaultEffect.Truncated);
    }

    @Override
    public String word() {
        if (word != null) {
            return word;
        }
        return effect == null || effect.sendsWholeAnswer() ? Integer.toString(status) : effect.kind();
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

    @Override
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

    /** What goes wrong with the sending of this answer; {@code null} for nothing, and where the fault is another answer. */
    public @Nullable FaultEffect effect() {
        return effect;
    }

    /** How long the answer, or what goes wrong with it, waits, in real time. */
    public Duration delay() {
        return delay;
    }

    /** The incident that struck the request; {@code null} for none. */
    public @Nullable String incident() {
        return struck == null ? null : struck.incident();
    }

    @Override
    public @Nullable Struck struck() {
        return struck;
    }

    /** Header fields of the answer beside those that every answer has. */
    public HeaderFields fields() {
        return fields;
    }

    /** The server as which the one that asked was answered; {@code null} for itself. */
    public @Nullable String seenAs() {
        return answeredAs == null || answeredAs == life() ? null : answeredAs.name();
    }

    @Override
    public @Nullable ServerState state() {
        return state;
    }

    /** Since the mock was started or reset, from 1; 0 before the journal has it. */
    @Override
    public long number() {
        return number;
    }

    /** Whether a stub of the user's answered. */
    public boolean isOverridden() {
        return rule == Rule.OVERRIDDEN;
    }

    @Override
    public @Nullable Rule rule() {
        return rule;
    }

    @Override
    public String reasonText() {
        return reason == null ? "" : reason;
    }

    @Override
    public boolean isGet() {
        return request.method().equals("GET");
    }

    @Override
    public boolean isWhole() {
        return word == null && (effect == null || effect.sendsWholeAnswer());
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
    public long endedMicros() {
        return endedMicros;
    }

    @Override
    public long endedNanos() {
        return endedNanos;
    }

    @Override
    public double speed() {
        return clock().speed();
    }

    private MovableClock clock() {
        return played.simulation().clock();
    }

    @Override
    public @Nullable ConnectionFacts connection() {
        return connection;
    }

    /** The connection that it came by; before the journal gets it. */
    public Exchange by(@Nullable ConnectionFacts carrier) {
        connection = carrier;
        return this;
    }

    /** The turn of its connection in which it was read; before the journal gets it. */
    public Exchange readIn(int turn) {
        readInTurn = turn;
        return this;
    }

    @Override
    public int readInTurn() {
        return readInTurn;
    }

    @Override
    public int endedInTurn() {
        return endedInTurn;
    }

    /** The {@code Retry-After} field as it is sent; {@code null} for none. */
    public @Nullable String retryAfter() {
        return retryAfter;
    }

    @Override
    public long retryAtMicros() {
        return retryAtMicros;
    }

    /** The {@code Location} field as it is sent; {@code null} for none. */
    public @Nullable String location() {
        return location;
    }

    /** What the answer's header fields say that matters later; before the journal gets it. */
    public Exchange sending(HeaderFields fields) {
        retryAfter = fields.first("Retry-After");
        location = fields.first("Location");
        return this;
    }

    /** Whether only a mistake of the client's explains it. */
    public boolean isUnexpected() {
        return unexpected;
    }

    /** Says so, by the journal. */
    public void unexpected() {
        unexpected = true;
    }

    @Override
    public int mark() {
        return mark;
    }

    @Override
    public void mark(int generation) {
        mark = generation;
    }

    /** The number of the journal's change that was its last; the journal counts its begin and its end. */
    public long change() {
        return change;
    }

    /** Says so, by the journal. */
    public void changed(long number) {
        change = number;
    }

    /** An object that another layer keeps with it; {@code null} for nothing. */
    public @Nullable Object attachment() {
        return attachment;
    }

    /** Keeps an object with it. */
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

    /**
     * The client sends nothing more. Whether it has left shows only when the answer is sent; if it has, this is when. Called on
     * the event loop only.
     *
     * @return whether this is news
     */
    public boolean leaves() {
        if (left || out || outcome != Outcome.PENDING) {
            return false;
        }
        left = true;
        ended();
        leftNanos = endedNanos;
        leftMicros = endedMicros;
        leftInTurn = endedInTurn;
        return true;
    }

    @Override
    public boolean isLeft() {
        return left;
    }

    /**
     * The last of the answer is about to be handed to the system. A client can have it, and move the clock, before the end is
     * known. Called on the event loop only.
     */
    public void goesOut() {
        out = true;
        ended();
    }

    private void ended() {
        endedNanos = System.nanoTime();
        endedMicros = clock().micros();
        endedInTurn = connection == null ? 0 : connection.turn();
    }

    /** Ends it; whether it had not ended before. Only the first end counts. Called on the event loop only. */
    public boolean end(Outcome how) {
        if (outcome != Outcome.PENDING) {
            return false;
        }
        if (how == Outcome.ABANDONED && left) {
            endedNanos = leftNanos;
            endedMicros = leftMicros;
            endedInTurn = leftInTurn;
        } else if (how == Outcome.ABANDONED || !out) {
            ended();
        }
        if (holdsPlace && answeredAs != null) {
            answeredAs.ended();
        }
        if (retryAfter != null) {
            retryAtMicros = RetryAfterField.end(retryAfter, endedMicros, clock());
        }
        outcome = how;
        return true;
    }

    /** Set once, by the journal. */
    public void number(long place) {
        this.number = place;
    }

    /**
     * Says when it is answered.
     *
     * @param seen the state that the answer tells; {@code null} for none
     */
    public Exchange at(Instant time, @Nullable ServerState seen) {
        this.at = time;
        this.atMicros = MovableClock.micros(time);
        this.state = seen;
        return this;
    }

    Exchange answeredAs(ServerLife server) {
        this.answeredAs = server;
        return this;
    }

    @Override
    public boolean isLimited() {
        return limited;
    }

    /** A rate limit counts it. */
    void limited() {
        limited = true;
    }

    /** It counts for the limit of how many are under way together, until it ends. */
    void holdsPlace() {
        holdsPlace = true;
    }

    /** Says what goes wrong; {@code null} for nothing. */
    public Exchange fault(@Nullable AppliedFault applied) {
        if (applied == null) {
            return this;
        }
        delay = applied.delay();
        struck = applied.struck();
        if (applied.effect() instanceof FaultEffect.Answer answer) {
            if (answer.isOwn()) {
                effect = answer;
                contentType = answer.contentType() == null ? "" : answer.contentType();
                add(SaidAnswer.fields(answer, at, applied.end(), clock()));
            }
        } else {
            effect = applied.effect();
        }
        return this;
    }

    /** The reason where a fault struck. */
    public String faultReason() {
        FaultEffect fault = effect;
        return Rule.FAULT.because("kind=" + (fault == null ? "answer" : fault.kind()));
    }

    /**
     * Gives another answer than the API's own.
     *
     * @param end when the cause ends; {@code null} where that isn't known
     * @param text the body of an answer that says none
     */
    public Exchange instead(FaultEffect.Answer answer, @Nullable Instant end, String text, String why) {
        SaidAnswer said = SaidAnswer.of(answer, text, at, end, clock());
        add(said.fields());
        return answered(said.status(), said.contentType(), said.body(), why);
    }

    private void add(HeaderFields more) {
        fields = fields.and(more);
        sending(fields);
    }

    /** The methods that there are here. */
    public Exchange allow(String methods) {
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
        return answered(200, asked.contentType(), content, effect == null ? null : faultReason());
    }

    /**
     * Answers with a JSON document.
     *
     * @param why the reason; {@code null} for an answer by the scenario's state alone
     */
    public Exchange document(int code, byte[] json, @Nullable String why) {
        this.format = Format.JSON;
        String because = why == null && effect != null ? faultReason() : why;
        return answered(code, Format.JSON.contentType(), json, because);
    }

    /** Says a further header field of the answer. */
    public Exchange field(String name, String value) {
        add(new HeaderFields(name, value));
        return this;
    }

    /** Answers with what a stub of the user's says: its status, or a fault's word where none is sent. */
    Exchange overridden(int code, @Nullable String fault, String why) {
        this.word = fault;
        return answered(code, "", NO_BODY, why);
    }

    private Exchange answered(int code, String type, byte[] content, @Nullable String why) {
        this.status = code;
        // A fault may say another for the server's own answer.
        this.contentType = contentType.isEmpty() ? type : contentType;
        this.body = content;
        this.reason = why == null || struck == null ? why : why + "; incident=" + struck.incident();
        this.rule = why == null ? null : ruleOf(why);
        return this;
    }

    private static @Nullable Rule ruleOf(String because) {
        for (Rule each : RULES) {
            String name = each.word();
            if (because.startsWith(name)
                    && (because.length() == name.length() || because.charAt(name.length()) == ';')) {
                return each;
            }
        }
        return null;
    }
}
