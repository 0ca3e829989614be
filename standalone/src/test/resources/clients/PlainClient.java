import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

/** Asks a URL, by the class that the first word names. */
class PlainClient {
    public static void main(String[] words) throws Exception {
        if (words[0].equals("HttpClient")) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(words[1])).build();
            System.out.println(
                    HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body());
        } else {
            System.out.println(new String(new URL(words[1]).openStream().readAllBytes()));
        }
    }
}
