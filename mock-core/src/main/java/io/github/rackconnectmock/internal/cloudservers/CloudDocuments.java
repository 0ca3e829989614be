package io.github.rackconnectmock.internal.cloudservers;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.rackconnectmock.internal.simulation.CloudView;
import io.github.rackconnectmock.internal.simulation.ServerLife;
import io.github.rackconnectmock.scenario.CloudDetails;
import io.github.rackconnectmock.scenario.IpLiteral;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** The documents of the servers' part of the API: their fields are those that real clients read. */
final class CloudDocuments {
    static final String FLAVOR = "general1-1";
    static final String IMAGE = "d0b70a4c-0000-4000-8000-000000000012";

    private static final String ACTIVE = "ACTIVE";
    private static final String BUILD = "BUILD";
    private static final String STOPPED = "SHUTOFF";
    private static final int RUNS = 1;
    private static final int SHUT_DOWN = 4;
    private static final int DONE = 100;
    private static final int DIGITS_OF_A_PASSWORD = 12;

    /** The documentation range of RFC 5737: the addresses that servers have where the scenario says none. */
    private static final String PUBLIC_NETWORK = "203.0.113.";

    private static final int LAST_HOST = 254;

    private final String root;
    private final String account;

    /**
     * Documents with links.
     *
     * @param root scheme and authority that were asked
     */
    CloudDocuments(String root, String account) {
        this.root = root;
        this.account = account;
    }

    ObjectNode versions() {
        ObjectNode document = CloudJson.object();
        version(document.putArray("versions").addObject());
        return document;
    }

    ObjectNode version() {
        ObjectNode document = CloudJson.object();
        version(document.putObject("version"));
        return document;
    }

    private void version(ObjectNode version) {
        version.put("id", "v2.0").put("status", "CURRENT").put("updated", "2011-01-21T11:33:21Z");
        version.put("version", "").put("min_version", "");
        version.putArray("media-types")
                .addObject()
                .put("base", "application/json")
                .put("type", "application/vnd.openstack.compute+json;version=2");
        version.putArray("links").addObject().put("rel", "self").put("href", root + "/v2/");
    }

    ObjectNode emptyList(String name) {
        ObjectNode document = CloudJson.object();
        document.putArray(name);
        return document;
    }

    ObjectNode limits() {
        ObjectNode document = CloudJson.object();
        ObjectNode limits = document.putObject("limits");
        limits.putArray("rate");
        limits.putObject("absolute").put("maxTotalInstances", -1);
        return document;
    }

    ObjectNode keyPair(String name, String publicKey) {
        ObjectNode document = CloudJson.object();
        document.putObject("keypair")
                .put("name", name)
                .put("public_key", publicKey)
                .put("fingerprint", "00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00")
                .put("user_id", "10000001");
        return document;
    }

    ObjectNode flavors(boolean detailed) {
        ObjectNode document = CloudJson.object();
        document.putArray("flavors").add(detailed ? flavor() : brief("flavors", FLAVOR, "1 GB General Purpose v1"));
        return document;
    }

    ObjectNode flavor() {
        ObjectNode flavor = brief("flavors", FLAVOR, "1 GB General Purpose v1");
        flavor.put("ram", 1024).put("disk", 20).put("vcpus", 1).put("swap", "").put("rxtx_factor", 200);
        flavor.put("OS-FLV-EXT-DATA:ephemeral", 0);
        return flavor;
    }

    ObjectNode images(boolean detailed) {
        ObjectNode document = CloudJson.object();
        document.putArray("images").add(detailed ? image() : brief("images", IMAGE, "Debian 12"));
        return document;
    }

    ObjectNode image() {
        ObjectNode image = brief("images", IMAGE, "Debian 12");
        image.put("status", ACTIVE).put("progress", DONE).put("minDisk", 20).put("minRam", 512);
        image.put("created", "2023-06-10T00:00:00Z").put("updated", "2023-06-10T00:00:00Z");
        image.putObject("metadata");
        return image;
    }

    /** The URL of the one image. */
    String imageUrl() {
        return root + "/v2/" + account + "/images/" + IMAGE;
    }

    private ObjectNode brief(String kind, String id, String name) {
        ObjectNode thing = CloudJson.object();
        thing.put("id", id).put("name", name);
        links(thing, kind + "/" + id);
        return thing;
    }

    private void links(ObjectNode thing, String path) {
        ArrayNode links = thing.putArray("links");
        links.addObject().put("rel", "self").put("href", root + "/v2/" + account + "/" + path);
        links.addObject().put("rel", "bookmark").put("href", root + "/" + account + "/" + path);
    }

    ObjectNode created(ServerLife server) {
        ObjectNode document = CloudJson.object();
        ObjectNode created = document.putObject("server");
        created.put("id", server.id()).put("OS-DCF:diskConfig", "AUTO");
        created.put("adminPass", server.id().replace("-", "").substring(0, DIGITS_OF_A_PASSWORD));
        links(created, "servers/" + server.id());
        return document;
    }

    /**
     * A page of the list of servers.
     *
     * @param detail {@code detail} where the list has details, else empty
     */
    ObjectNode servers(ServerList.Page page, boolean detailed, ServerList list, String detail) {
        ObjectNode document = CloudJson.object();
        ArrayNode servers = document.putArray("servers");
        for (ServerList.Entry each : page.servers()) {
            ObjectNode server = servers.addObject();
            if (detailed) {
                server(each, server);
            } else {
                server.put("id", each.server().id()).put("name", each.server().name());
                links(server, "servers/" + each.server().id());
            }
        }
        if (page.hasMore()) {
            String last = page.servers().get(page.servers().size() - 1).server().id();
            String path = "servers" + (detail.isEmpty() ? "" : "/" + detail);
            document.putArray("servers_links")
                    .addObject()
                    .put("rel", "next")
                    .put("href", root + "/v2/" + account + "/" + path + "?" + query(list, last));
        }
        return document;
    }

    private static String query(ServerList list, String last) {
        StringBuilder query = new StringBuilder("limit=" + list.limit() + "&marker=" + last);
        add(query, "name", list.name());
        add(query, "status", list.status());
        return query.toString();
    }

    private static void add(StringBuilder query, String field, @Nullable String value) {
        if (value != null) {
            query.append('&').append(field).append('=').append(URLEncoder.encode(value, StandardCharsets.UTF_8));
        }
    }

    /** The server's own status; what a client has stopped is so while the scenario would have it active. */
    String status(CloudView view) {
        String said = view.details().serverStatus();
        String status = said == null ? ACTIVE : said;
        return view.stopped() && status.equals(ACTIVE) ? STOPPED : status;
    }

    void server(ServerList.Entry entry, ObjectNode to) {
        ServerLife server = entry.server();
        CloudView view = entry.view();
        String status = status(view);
        boolean building = status.equals(BUILD);
        to.put("id", server.id()).put("name", server.name()).put("status", status);
        to.put("tenant_id", account).put("user_id", "10000001");
        to.put("hostId", server.id().replace("-", ""));
        to.put("created", text(view.created())).put("updated", text(view.updated()));
        InetAddress access = access(server, view.writtenDetails());
        boolean isVersion6 = access instanceof Inet6Address;
        to.put("accessIPv4", isVersion6 ? "" : access.getHostAddress());
        to.put("accessIPv6", isVersion6 ? access.getHostAddress() : "");
        to.set("addresses", addresses(entry));
        to.put("progress", building ? 0 : DONE);
        ObjectNode image = to.putObject("image");
        image.put("id", IMAGE);
        links(image, "images/" + IMAGE);
        ObjectNode flavor = to.putObject("flavor");
        flavor.put("id", FLAVOR);
        links(flavor, "flavors/" + FLAVOR);
        links(to, "servers/" + server.id());
        CloudMetadata.of(view).forEach(to.putObject("metadata")::put);
        boolean stopped = status.equals(STOPPED);
        to.put("OS-EXT-STS:vm_state", building ? "building" : stopped ? "stopped" : "active");
        to.putNull("OS-EXT-STS:task_state");
        to.put("OS-EXT-STS:power_state", building ? 0 : stopped ? SHUT_DOWN : RUNS);
        to.put("OS-DCF:diskConfig", "AUTO");
        to.putNull("key_name");
        to.put("config_drive", "");
    }

    /** The networks with their addresses; the public one keeps that of the start when the automation changes it (observed). */
    ObjectNode addresses(ServerList.Entry entry) {
        ServerLife server = entry.server();
        ObjectNode addresses = CloudJson.object();
        address(addresses.putArray("public"), access(server, server.startDetails()));
        address(addresses.putArray("private"), server.sourceIp());
        return addresses;
    }

    private static void address(ArrayNode network, InetAddress address) {
        network.addObject()
                .put("version", address instanceof Inet6Address ? 6 : 4)
                .put("addr", address.getHostAddress());
    }

    private static InetAddress access(ServerLife server, CloudDetails details) {
        String said = details.accessIp();
        String text = said == null ? PUBLIC_NETWORK + (1 + server.place() % LAST_HOST) : said;
        return IpLiteral.parse(text).orElseThrow();
    }

    private static String text(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
