# syntax=docker/dockerfile:1.7
# Safelight as an image: built, trained and run as three stages. `docker build -t safelight .`
# Versions are pinned by tag; whoever must know that a tag was not moved adds @sha256:… of the day (docs/operations.md).
ARG JAVA_IMAGE=eclipse-temurin:25.0.3_9-jre-noble
ARG MAVEN_IMAGE=maven:3.9.11-eclipse-temurin-25-noble
ARG NODE_IMAGE=node:22.21.1-bookworm-slim

FROM ${NODE_IMAGE} AS node

# The jar, and the list of what is in it. Tests are run by ./test, not here.
FROM ${MAVEN_IMAGE} AS built
COPY --from=node /usr/local/bin/node /usr/local/bin/node
COPY --from=node /usr/local/lib/node_modules /usr/local/lib/node_modules
RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm && \
    ln -s ../lib/node_modules/npm/bin/npx-cli.js /usr/local/bin/npx
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/root/.m2 --mount=type=cache,target=/root/.npm \
    mvn -B -q -Dmaven.test.skip=true --projects bootstrap --also-make package \
      org.cyclonedx:cyclonedx-maven-plugin:2.9.3:makeBom -DoutputFormat=json -DoutputName=sbom

# What is the same for training and for running: the cache is good for this very JVM, jar, path and options only.
FROM ${JAVA_IMAGE} AS base
ENV SAFELIGHT_HOST=0.0.0.0 \
    SAFELIGHT_DATA=/data \
    SAFELIGHT_LOG=json
RUN groupadd --system --gid 10001 safelight && \
    useradd --system --uid 10001 --gid 10001 --no-create-home --home-dir /data --shell /usr/sbin/nologin safelight && \
    mkdir /app /data && \
    chown 10001:10001 /app /data
COPY deploy/docker/healthy /app/healthy
COPY --from=built /src/bootstrap/target/safelight.jar /app/safelight.jar
WORKDIR /app

# A start, the demo and a stop, on the embedded PostgreSQL. It listens to nobody but itself.
FROM base AS trained
COPY deploy/docker/train /app/train
USER 10001:10001
RUN SAFELIGHT_HOST=127.0.0.1 /app/train /app/safelight.jar /app/safelight.aot -XX:+UseSerialGC -Djava.awt.headless=true \
    --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow

FROM base
LABEL org.opencontainers.image.title="Safelight" \
      org.opencontainers.image.description="Photo intake that people can trust." \
      org.opencontainers.image.licenses="Apache-2.0"
COPY --from=trained /app/safelight.aot /app/safelight.aot
COPY --from=built /src/bootstrap/target/sbom.json /app/sbom.json
COPY LICENSE /app/LICENSE
USER 10001:10001
VOLUME /data
EXPOSE 8080
# It ends by itself within 22 s of being told to.
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=6s --start-period=60s --start-interval=1s --retries=3 \
    CMD ["/app/healthy", "8080"]
# The heap is half of what the container may have: photos are decoded in it, and the rest of the process is small. Options
# that a deployment adds go into JAVA_TOOL_OPTIONS; with another collector than the cache's, the cache is left aside.
ENTRYPOINT ["java", "-XX:AOTCache=/app/safelight.aot", "-XX:MaxRAMPercentage=50", "-XX:+ExitOnOutOfMemoryError", \
    "-XX:+UseSerialGC", "-Djava.awt.headless=true", "--enable-native-access=ALL-UNNAMED", \
    "--sun-misc-unsafe-memory-access=allow", "-jar", "/app/safelight.jar"]
