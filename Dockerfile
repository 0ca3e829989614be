# The mock in a container. The Debian package comes from: mvn -q package -Pdist -DskipTests
FROM debian:bookworm-slim

ARG VERSION=unknown
LABEL org.opencontainers.image.title="rackconnect-mock" \
      org.opencontainers.image.description="A programmable mock of Rackspace's RackConnect v2.0 API" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="$VERSION"

# The package needs nothing that the base doesn't have, so that nothing is downloaded.
RUN --mount=type=bind,source=standalone/target,target=/packages \
    dpkg --install /packages/rackconnect-mock_*_"$(dpkg --print-architecture)".deb \
    && rm -f /var/log/dpkg.log /var/lib/dpkg/*-old
COPY --chmod=755 standalone/src/dist/container /usr/bin/rackconnect-mock-container

# Callers from any private network, as those of containers are, are the first server unless the scenario has their address.
ENV RACKCONNECT_MOCK_BIND=0.0.0.0 \
    RACKCONNECT_MOCK_FIRST_SERVER_FOR=10.0.0.0/8,172.16.0.0/12,192.168.0.0/16,fc00::/7,fe80::/10

EXPOSE 8089
USER 65532:65532
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=10s \
    CMD rackconnect-mock wait --url "http://127.0.0.1:${RACKCONNECT_MOCK_PORT:-8089}" --timeout 3s
ENTRYPOINT ["rackconnect-mock-container"]
CMD ["serve"]
