package io.github.rackconnectmock.internal.http;

import io.github.rackconnectmock.internal.api.ApiRequest;
import io.github.rackconnectmock.internal.api.Exchange;

/** What answers by users' stubs before the mock does, once it is awake. Called on threads that may block. */
public interface StubEngine {
    /** Takes the one answer to a request. */
    interface Reply {
        /**
         * Sends an exchange that was answered by the API.
         *
         * @param extra what is added to how the exchange goes out
         */
        void send(Exchange exchange, Transmission extra);

        /** Sends an answer for an exchange that a stub answered. */
        void send(Exchange exchange, Answer answer);
    }

    /** Answers a request of a client. */
    void serve(ApiRequest request, Reply reply);

    /** Answers a request of the admin API. */
    Answer admin(ApiRequest request);
}
