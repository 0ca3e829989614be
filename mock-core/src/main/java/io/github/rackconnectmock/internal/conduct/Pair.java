package io.github.rackconnectmock.internal.conduct;

/**
 * Two requests that speak for or against a client.
 *
 * @param first the number of the first
 * @param second the number of the second
 * @param micros the mock's time between them
 * @param what what it is about, for messages
 */
record Pair(long first, long second, long micros, String what) {
    @Override
    public String toString() {
        return "requests " + first + " and " + second;
    }
}
