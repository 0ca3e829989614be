package io.github.rackconnectmock.standalone;

/**
 * Programs and libraries that ask a URL, each as a script of sh. In it, {@code $URL} is what to ask, {@code $HOST} its host,
 * {@code $CLIENTS} a folder of sources, {@code $JAVA} a JVM, and {@code $MODULES} where npm has put its packages.
 */
enum RealClient {
    CURL("shell", "curl", "command -v curl", "curl -s $URL"),
    WGET("shell", "wget", "command -v wget", "wget -qO- $URL"),
    HTTPIE("shell", "HTTPie", "command -v http", "http --ignore-stdin -b $URL"),
    GIT(
            "shell",
            "git",
            "command -v git",
            "git ls-remote https://$HOST/x.git 2>&1 | sed -n 's/.* not found/DEPLOYED/p'"),
    OPENSSL(
            "shell",
            "openssl s_client",
            "command -v openssl",
            "printf 'GET /v1/automation_status HTTP/1.0\\r\\nHost: %s\\r\\n\\r\\n' $HOST"
                    + " | openssl s_client -quiet -verify_return_error -connect $HOST:443 | tail -n 1",
            Needs.A_NETWORK),
    URLLIB(
            "Python",
            "urllib",
            "command -v python3",
            "python3 -c \"import urllib.request; print(urllib.request.urlopen('$URL').read().decode())\""),
    REQUESTS(
            "Python",
            "requests",
            "python3 -c 'import requests'",
            "python3 -c \"import requests; print(requests.get('$URL').text)\""),
    HTTPX("Python", "httpx", "python3 -c 'import httpx'", "python3 -c \"import httpx; print(httpx.get('$URL').text)\""),
    AIOHTTP_TRUSTING(
            "Python",
            "aiohttp with trust_env=True",
            "python3 -c 'import aiohttp'",
            "python3 $CLIENTS/aiohttp-client.py $URL True"),
    AIOHTTP(
            "Python",
            "aiohttp",
            "python3 -c 'import aiohttp'",
            "python3 $CLIENTS/aiohttp-client.py $URL False",
            Needs.A_NETWORK),
    HTTP_CLIENT(
            "Python",
            "http.client",
            "command -v python3",
            "python3 -c \"import http.client; c = http.client.HTTPSConnection('$HOST');"
                    + " c.request('GET', '/v1/automation_status'); print(c.getresponse().read().decode())\"",
            Needs.A_NETWORK),
    NET_HTTP("Ruby", "Net::HTTP", "command -v ruby", "ruby -rnet/http -e \"puts Net::HTTP.get(URI('$URL'))\""),
    OPEN_URI("Ruby", "open-uri", "command -v ruby", "ruby -ropen-uri -e \"puts URI.open('$URL').read\""),
    FARADAY("Ruby", "Faraday", "ruby -rfaraday -e 1", "ruby -rfaraday -e \"puts Faraday.get('$URL').body\""),
    LWP(
            "Perl",
            "LWP",
            "perl -MLWP::Protocol::https -e 1",
            "perl -MLWP::UserAgent -e \"print LWP::UserAgent->new->get('$URL')->content\""),
    HTTP_TINY(
            "Perl",
            "HTTP::Tiny",
            "perl -MIO::Socket::SSL -MHTTP::Tiny -e 1",
            "perl -MHTTP::Tiny -e \"print HTTP::Tiny->new(verify_SSL => 1)->get('$URL')->{content}\""),
    MOJO(
            "Perl",
            "Mojo::UserAgent",
            "perl -MIO::Socket::SSL -MMojo::UserAgent -e 1",
            "perl -MMojo::UserAgent -e \"print Mojo::UserAgent->new->get('$URL')->result->body\""),
    PHP_CURL(
            "PHP",
            "curl",
            "php -r 'exit(function_exists(\"curl_init\") ? 0 : 1);'",
            "php -r \"curl_exec(curl_init('$URL'));\""),
    GUZZLE(
            "PHP",
            "Guzzle",
            "php -r 'exit(@include(\"GuzzleHttp/autoload.php\") ? 0 : 1);'",
            "php -r \"require 'GuzzleHttp/autoload.php'; echo (new GuzzleHttp\\Client)->get('$URL')->getBody();\""),
    PHP_STREAM(
            "PHP",
            "streams, as in file_get_contents",
            "php -r 'exit(extension_loaded(\"openssl\") ? 0 : 1);'",
            "php -r \"echo file_get_contents('$URL');\"",
            Needs.A_NETWORK),
    AXIOS(
            "Node 20",
            "axios",
            Needs.NODE_20 + " && test -d $MODULES/axios",
            "node -e \"require('axios').get('$URL').then(r => console.log(r.data))\""),
    NEEDLE(
            "Node 20",
            "needle",
            Needs.NODE_20 + " && test -d $MODULES/needle",
            "node -e \"require('needle')('get', '$URL').then(r => console.log(String(r.body)))\""),
    NODE_20_FETCH(
            "Node 20",
            "fetch",
            Needs.NODE_20,
            "node -e \"fetch('$URL').then(r => r.text()).then(console.log)\"",
            Needs.A_NETWORK),
    NODE_20_HTTPS(
            "Node 20",
            "https",
            Needs.NODE_20,
            "node -e \"require('https').get('$URL', r => r.pipe(process.stdout))\"",
            Needs.A_NETWORK),
    GOT(
            "Node 20",
            "got",
            Needs.NODE_20 + " && test -d $MODULES/got",
            "node -e \"import('$MODULES/got/dist/source/index.js').then(m => m.default('$URL').text()).then(console.log)\"",
            Needs.A_NETWORK),
    SUPERAGENT(
            "Node 20",
            "superagent",
            Needs.NODE_20 + " && test -d $MODULES/superagent",
            "node -e \"require('superagent').get('$URL').then(r => console.log(r.text))\"",
            Needs.A_NETWORK),
    NODE_22_FETCH(
            "Node 22.21 or later",
            "fetch",
            "$MODULES/node22/bin/node -v",
            "$MODULES/node22/bin/node -e \"fetch('$URL').then(r => r.text()).then(console.log)\""),
    NODE_22_HTTPS(
            "Node 22.21 or later",
            "https",
            "$MODULES/node22/bin/node -v",
            "$MODULES/node22/bin/node -e \"require('https').get('$URL', r => r.pipe(process.stdout))\""),
    NODE_24_FETCH(
            "Node 24",
            "fetch",
            "$MODULES/node24/bin/node -v",
            "$MODULES/node24/bin/node -e \"fetch('$URL').then(r => r.text()).then(console.log)\""),
    NODE_24_HTTPS(
            "Node 24",
            "https",
            "$MODULES/node24/bin/node -v",
            "$MODULES/node24/bin/node -e \"require('https').get('$URL', r => r.pipe(process.stdout))\""),
    JAVA_HTTP_CLIENT("Java", "java.net.http.HttpClient", "true", "$JAVA $CLIENTS/PlainClient.java HttpClient $URL"),
    JAVA_URL("Java", "HttpURLConnection", "true", "$JAVA $CLIENTS/PlainClient.java URL $URL"),
    GO(
            "Go",
            "net/http",
            "command -v go",
            "GOCACHE=$PWD/go-cache GOPATH=$PWD/go CGO_ENABLED=0 go run $CLIENTS/client.go $URL");

    private static final class Needs {
        static final boolean A_NETWORK = true;
        static final String NODE_20 = "test \"$(node -p 'process.versions.node.split(`.`)[0]')\" = 20";
    }

    final String language;

    /** What the page calls it. */
    final String title;

    /** Ends well where it is installed. */
    final String probe;

    /** Prints what the URL answers. */
    final String script;

    /** Whether no variable leads it to a mock. */
    final boolean needsNetwork;

    RealClient(String language, String title, String probe, String script) {
        this(language, title, probe, script, false);
    }

    RealClient(String language, String title, String probe, String script, boolean needsNetwork) {
        this.language = language;
        this.title = title;
        this.probe = probe;
        this.script = script;
        this.needsNetwork = needsNetwork;
    }
}
