package io.github.rackconnectmock;

import io.github.rackconnectmock.scenario.ApiHost;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;

/** Leads the hosts that a mock stands for to it, and leaves all others alone. */
final class RegionHostsProxy extends ProxySelector {
    private final List<Proxy> mock;

    RegionHostsProxy(String host, int port) {
        this.mock = List.of(new Proxy(Proxy.Type.HTTP, new InetSocketAddress(host, port)));
    }

    @Override
    public List<Proxy> select(URI uri) {
        String host = uri.getHost();
        return host != null && ApiHost.of(host).isPresent() ? mock : List.of(Proxy.NO_PROXY);
    }

    /** The client says so itself; there is nothing else to try. */
    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failure) {}
}
