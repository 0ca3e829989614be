package io.github.rackconnectmock.internal.api;

import static io.github.rackconnectmock.internal.api.Asking.web1;
import static io.github.rackconnectmock.scenario.AutomationStatus.DEPLOYING;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.rackconnectmock.scenario.AutomationStatus;
import java.io.IOException;
import java.io.StringReader;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** The bodies of 200 answers, to the letter, since clients cut them with line tools. */
class BodiesTest {
    private final Asking asking = Asking.of(web1().status(DEPLOYING)
            .gatewayIp("10.181.0.1")
            .feature("ManageSoftwareFirewall", false)
            .task("ConfigureNetworkStack", "DEPLOYED")
            .task("Firewall", "PENDING"));

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            /v1/automation_status                    | DEPLOYING
            /v1/automation_status?format=text        | DEPLOYING
            /v1/automation_status?format=JSON        | {"automation_status":"DEPLOYING"}
            /v1/automation_status?format=XML         | <automation_status>DEPLOYING</automation_status>
            /v1/automation_status/details            | {"automation_status":"DEPLOYING","automation_tasks":[{"name":"ConfigureNetworkStack","status":"DEPLOYED"},{"name":"Firewall","status":"PENDING"}]}
            /v1/automation_status/details?format=json| {"automation_status":"DEPLOYING","automation_tasks":[{"name":"ConfigureNetworkStack","status":"DEPLOYED"},{"name":"Firewall","status":"PENDING"}]}
            /v1/automation_status/details?format=xml | <automation_status_details><automation_status>DEPLOYING</automation_status><automation_tasks><automation_task><name>ConfigureNetworkStack</name><status>DEPLOYED</status></automation_task><automation_task><name>Firewall</name><status>PENDING</status></automation_task></automation_tasks></automation_status_details>
            /v1/gateway_ip                           | 10.181.0.1
            /v1/gateway_ip?format=text               | 10.181.0.1
            /v1/gateway_ip?format=JSON               | {"gateway_ip":"10.181.0.1"}
            /v1/gateway_ip?format=XML                | <gateway_ip>10.181.0.1</gateway_ip>
            /v1/automation_features                  | {"automation_features":[{"name":"ProvisionPublicIPAddress","is_enabled":true},{"name":"ConfigureNetworkStack","is_enabled":true},{"name":"ManageSoftwareFirewall","is_enabled":false}]}
            /v1/automation_features?format=JSON      | {"automation_features":[{"name":"ProvisionPublicIPAddress","is_enabled":true},{"name":"ConfigureNetworkStack","is_enabled":true},{"name":"ManageSoftwareFirewall","is_enabled":false}]}
            /v1/automation_features?format=XML       | <automation_features><automation_feature><name>ProvisionPublicIPAddress</name><is_enabled>true</is_enabled></automation_feature><automation_feature><name>ConfigureNetworkStack</name><is_enabled>true</is_enabled></automation_feature><automation_feature><name>ManageSoftwareFirewall</name><is_enabled>false</is_enabled></automation_feature></automation_features>
            """)
    void ofEachOperationInEachFormat(String target, String body) {
        Exchange answer = asking.get(target);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.bodyText()).isEqualTo(body);
        assertThat(answer.reason()).isNull();
        assertThat(answer.allow()).isNull();
        assertThat(answer.contentType())
                .isEqualTo(
                        body.startsWith("{")
                                ? "application/json"
                                : body.startsWith("<") ? "application/xml" : "text/plain; charset=utf-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"DEPLOYING", "DEPLOYED", "FAILED", "UNPROCESSABLE", "Rolling_Back"})
    void ofEachStatus(String word) {
        AutomationStatus status = AutomationStatus.of(word);
        Asking other = Asking.of(web1().status(status));

        assertThat(other.get("/v1/automation_status").bodyText()).isEqualTo(status.name());
        assertThat(other.get("/v1/automation_status?format=json").bodyText())
                .isEqualTo("{\"automation_status\":\"" + status + "\"}");
        assertThat(other.get("/v1/automation_status?format=xml").bodyText())
                .isEqualTo("<automation_status>" + status + "</automation_status>");
    }

    @Test
    void ofAServerThatSaysNoTasksTellTheFeaturesWithItsStatus() {
        assertThat(Asking.of(web1().feature("ConfigureNetworkStack", false))
                        .get("/v1/automation_status/details")
                        .bodyText())
                .isEqualTo(
                        "{\"automation_status\":\"DEPLOYED\",\"automation_tasks\":[{\"name\":\"ProvisionPublicIPAddress\","
                                + "\"status\":\"DEPLOYED\"},{\"name\":\"ManageSoftwareFirewall\",\"status\":\"DEPLOYED\"}]}");
    }

    @Test
    void withoutTasksKeepTheEmptyList() throws Exception {
        Asking without = Asking.of(web1().noTasks());

        assertThat(without.get("/v1/automation_status/details").bodyText())
                .isEqualTo("{\"automation_status\":\"DEPLOYED\",\"automation_tasks\":[]}");
        String xml = without.get("/v1/automation_status/details?format=XML").bodyText();
        assertThat(parsed(xml).getElementsByTagName("automation_tasks").getLength())
                .isEqualTo(1);
        assertThat(parsed(xml).getElementsByTagName("automation_task").getLength())
                .isZero();
    }

    @Test
    void tellAGatewayOfTheOtherFamilyAsItWasWritten() {
        Asking v6 = Asking.of(web1().gatewayIp("fd00::1"));

        assertThat(v6.get("/v1/gateway_ip").bodyText()).isEqualTo("fd00::1");
        assertThat(v6.get("/v1/gateway_ip?format=xml").bodyText()).isEqualTo("<gateway_ip>fd00::1</gateway_ip>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<&\"'>", "]]>", "Größe", "网络", "🔥 wall", "a \\ b", "&amp;", "</name>", " spaced "})
    void carryAnyNameInJsonAndXml(String name) throws Exception {
        Asking odd = Asking.of(web1().feature(name, true).task(name, name));

        JsonNode task = new ObjectMapper()
                .readTree(odd.get("/v1/automation_status/details").bodyText())
                .at("/automation_tasks/0");
        assertThat(task).isEqualTo(new ObjectMapper().valueToTree(Map.of("name", name, "status", name)));
        JsonNode features = new ObjectMapper()
                .readTree(odd.get("/v1/automation_features").bodyText())
                .at("/automation_features/3");
        assertThat(features.path("name").asText()).isEqualTo(name);

        Document details =
                parsed(odd.get("/v1/automation_status/details?format=XML").bodyText());
        assertThat(text(details, "name", 0)).isEqualTo(name);
        assertThat(text(details, "status", 0)).isEqualTo(name);
        Document xmlFeatures =
                parsed(odd.get("/v1/automation_features?format=XML").bodyText());
        assertThat(text(xmlFeatures, "name", 3)).isEqualTo(name);
    }

    @Test
    void areWellFormedXmlInOneLineWithoutADeclaration() throws Exception {
        for (String path :
                new String[] {"automation_status", "automation_status/details", "gateway_ip", "automation_features"}) {
            String xml = asking.get("/v1/" + path + "?format=XML").bodyText();

            assertThat(xml).doesNotContain("\n", "\r", "<?", "xmlns");
            assertThat(parsed(xml).getDocumentElement().getNodeName()).isEqualTo(path.replace('/', '_'));
        }
    }

    private static String text(Document document, String element, int index) {
        return document.getElementsByTagName(element).item(index).getTextContent();
    }

    private static Document parsed(String xml) throws ParserConfigurationException, SAXException, IOException {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
    }
}
