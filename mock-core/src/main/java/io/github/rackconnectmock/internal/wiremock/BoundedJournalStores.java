package io.github.rackconnectmock.internal.wiremock;

import com.github.tomakehurst.wiremock.common.FileSource;
import com.github.tomakehurst.wiremock.store.DefaultStores;
import com.github.tomakehurst.wiremock.store.RequestJournalStore;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * WireMock's stores, but for a journal that forgets by itself. WireMock's own is unbounded, or counts all its entries at
 * each request to bound them.
 */
final class BoundedJournalStores extends DefaultStores {
    private final RequestJournalStore journal;

    BoundedJournalStores(FileSource fileRoot, int journalSize) {
        super(fileRoot);
        this.journal = new BoundedJournal(journalSize);
    }

    @Override
    public RequestJournalStore getRequestJournalStore() {
        return journal;
    }

    /** Safe for use by several threads. */
    private static final class BoundedJournal implements RequestJournalStore {
        // Guarded by this; the oldest first.
        private final Map<UUID, ServeEvent> events;

        BoundedJournal(int size) {
            this.events = new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<UUID, ServeEvent> eldest) {
                    return size() > size;
                }
            };
        }

        @Override
        public synchronized void add(ServeEvent event) {
            events.put(event.getId(), event);
        }

        /** An event that is already forgotten stays so. */
        @Override
        public synchronized void put(UUID id, ServeEvent event) {
            events.computeIfPresent(id, (same, before) -> event);
        }

        /** The newest first, as WireMock's own store does. */
        @Override
        public synchronized Stream<ServeEvent> getAll() {
            List<ServeEvent> newestFirst = new ArrayList<>(events.values());
            Collections.reverse(newestFirst);
            return newestFirst.stream();
        }

        @Override
        public Stream<UUID> getAllKeys() {
            return getAll().map(ServeEvent::getId);
        }

        @Override
        public synchronized Optional<ServeEvent> get(@Nullable UUID id) {
            return Optional.ofNullable(events.get(id));
        }

        @Override
        public synchronized void remove(UUID id) {
            events.remove(id);
        }

        @Override
        public synchronized void removeLast() {
            events.keySet().stream().findFirst().ifPresent(events::remove);
        }

        @Override
        public synchronized void clear() {
            events.clear();
        }
    }
}
