package io.github.rackconnectmock.scenario;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An unmodifiable map in a fixed order. It is for the few features and tasks of a server: there is one for each step of a
 * life, so it is kept small, and a look-up goes through all of it.
 */
final class CompactMap<V> extends AbstractMap<String, V> {
    private final Object[] keysAndValues;

    private CompactMap(Map<String, V> map) {
        keysAndValues = new Object[map.size() * 2];
        int at = 0;
        for (Map.Entry<String, V> entry : map.entrySet()) {
            keysAndValues[at++] = entry.getKey();
            keysAndValues[at++] = entry.getValue();
        }
    }

    /** The same entries in the same order; the same map if it is such a map already. */
    static <V> Map<String, V> copyOf(Map<String, V> map) {
        return map instanceof CompactMap ? map : new CompactMap<>(map);
    }

    @Override
    public int size() {
        return keysAndValues.length / 2;
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return get(key) != null;
    }

    @Override
    public @Nullable V get(@Nullable Object key) {
        for (int i = 0; i < size(); i++) {
            if (keysAndValues[2 * i].equals(key)) {
                return value(i);
            }
        }
        return null;
    }

    @Override
    public Set<Map.Entry<String, V>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public int size() {
                return CompactMap.this.size();
            }

            @Override
            public Iterator<Map.Entry<String, V>> iterator() {
                return new Entries();
            }
        };
    }

    @SuppressWarnings("unchecked")
    private V value(int entry) {
        return (V) keysAndValues[2 * entry + 1];
    }

    private final class Entries implements Iterator<Map.Entry<String, V>> {
        private int next;

        @Override
        public boolean hasNext() {
            return next < size();
        }

        @Override
        public Map.Entry<String, V> next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            int entry = next++;
            return Map.entry((String) keysAndValues[2 * entry], value(entry));
        }
    }
}
