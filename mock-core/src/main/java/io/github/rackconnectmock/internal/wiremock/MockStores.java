package io.github.rackconnectmock.internal.wiremock;

import com.github.tomakehurst.wiremock.common.FileSource;
import com.github.tomakehurst.wiremock.store.BlobStore;
import com.github.tomakehurst.wiremock.store.DefaultStores;
import com.github.tomakehurst.wiremock.store.ObjectStore;
import com.github.tomakehurst.wiremock.store.RequestJournalStore;
import io.github.rackconnectmock.internal.journal.RequestJournal;

/** WireMock's stores in memory, with the mock's own stubs and journal, and without files. */
final class MockStores extends DefaultStores {
    private final StubStore stubs = new StubStore();
    private final BlobStore files = new NoFiles();
    private final RequestJournalStore journal;

    MockStores(FileSource root, RequestJournal journal, Exchanges underWay) {
        super(root);
        this.journal = new JournalView(journal, underWay);
    }

    @Override
    public StubStore getStubStore() {
        return stubs;
    }

    @Override
    public RequestJournalStore getRequestJournalStore() {
        return journal;
    }

    @Override
    public BlobStore getBlobStore(String name) {
        return files;
    }

    @Override
    public ObjectStore getObjectStore(String name, PersistenceType persistence, int maxItems) {
        return super.getObjectStore(name, PersistenceType.EPHEMERAL, maxItems);
    }
}
