package io.github.rackconnectmock.internal.cloudservers;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.github.rackconnectmock.internal.simulation.CloudView;
import io.github.rackconnectmock.internal.simulation.ServerLife;
import io.github.rackconnectmock.scenario.Account;
import io.github.rackconnectmock.scenario.Region;
import io.github.rackconnectmock.scenario.Scenario;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The third way to the status: what the hypervisor's store tells a server about itself. */
public final class XenStore {
    /** The values below it are in quotes (observed). */
    private static final String METADATA = "vm-data/user-metadata/";

    private static final String PROVIDER = "vm-data/provider_data/";

    private XenStore() {}

    /**
     * The value at a path, as JSON.
     *
     * @return empty if there is none, as before RackConnect has seen the server
     */
    public static Optional<String> value(ServerLife server, Scenario scenario, String path) {
        CloudView view = server.cloudView(scenario.metadataDelay());
        if (!view.exists() || view.written() == null) {
            return Optional.empty();
        }
        if (path.startsWith(METADATA)) {
            return Optional.ofNullable(CloudMetadata.of(view).get(path.substring(METADATA.length())))
                    .map(XenStore::quoted);
        }
        return path.startsWith(PROVIDER)
                ? provided(path.substring(PROVIDER.length()), server.region(), scenario.account())
                : Optional.empty();
    }

    /** Scripts look for {@code rack_connect} in the roles (observed); the form of the others is inferred. */
    private static Optional<String> provided(String key, @Nullable Region region, Account account) {
        Region where = region == null ? account.defaultRegion() : region;
        return switch (key) {
            case "roles" ->
                Optional.of(account.roles().stream().map(XenStore::quoted).collect(Collectors.joining(", ", "[", "]")));
            case "provider" -> Optional.of(quoted("Rackspace"));
            case "region" ->
                Optional.ofNullable(where).map(each -> quoted(each.name().toLowerCase(Locale.ROOT)));
            default -> Optional.empty();
        };
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        JsonStringEncoder.getInstance().quoteAsString(text, quoted);
        return quoted.append('"').toString();
    }
}
