package io.github.rackconnectmock.internal.simulation;

import static io.github.rackconnectmock.internal.simulation.Played.web1;
import static io.github.rackconnectmock.scenario.AutomationStatus.DEPLOYED;
import static io.github.rackconnectmock.scenario.AutomationStatus.DEPLOYING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.github.rackconnectmock.scenario.CloudServer;
import io.github.rackconnectmock.scenario.ServerState;
import io.github.rackconnectmock.scenario.Step;
import org.junit.jupiter.api.Test;

/** What a step changes, and what carries over. */
class StepStatesTest {
    @Test
    void aServerThatSaysNothingIsHealthy() {
        ServerState state = Played.of(web1()).server().state();

        assertThat(state.status()).isEqualTo(DEPLOYED);
        assertThat(state.gatewayIp()).isEqualTo("10.0.0.1");
        assertThat(state.features())
                .containsExactly(
                        entry("ProvisionPublicIPAddress", true),
                        entry("ConfigureNetworkStack", true),
                        entry("ManageSoftwareFirewall", true));
        assertThat(state.tasks())
                .containsExactly(
                        entry("ProvisionPublicIPAddress", "DEPLOYED"),
                        entry("ConfigureNetworkStack", "DEPLOYED"),
                        entry("ManageSoftwareFirewall", "DEPLOYED"));
    }

    @Test
    void whatAStepDoesNotSayCarriesOver() {
        Played played = Played.of(web1().status(DEPLOYING)
                .gatewayIp(null)
                .step(Step.on("a").gatewayIp("10.1.0.1"))
                .step(Step.on("b").feature("ManageSoftwareFirewall", false))
                .step(Step.on("c").status(DEPLOYED))
                .step(Step.on("d").gatewayIp(null)));

        played.server().fire("a");
        assertThat(played.server().state().gatewayIp()).isEqualTo("10.1.0.1");
        assertThat(played.server().state().status()).isEqualTo(DEPLOYING);

        played.server().fire("b");
        assertThat(played.server().state().gatewayIp()).isEqualTo("10.1.0.1");
        assertThat(played.server().state().features())
                .containsEntry("ManageSoftwareFirewall", false)
                .containsEntry("ConfigureNetworkStack", true)
                .hasSize(3);

        played.server().fire("c");
        assertThat(played.server().state().features()).containsEntry("ManageSoftwareFirewall", false);
        assertThat(played.server().state().status()).isEqualTo(DEPLOYED);

        played.server().fire("d");
        assertThat(played.server().state().gatewayIp()).isNull();
        assertThat(played.server().state().status()).isEqualTo(DEPLOYED);
    }

    @Test
    void tasksMergeKeyByKeyAndNullRemovesOne() {
        Played played = Played.of(web1().task("A", "PENDING")
                .task("B", "PENDING")
                .step(Step.on("a").task("A", "IN_PROGRESS"))
                .step(Step.on("b").task("C", "PENDING").task("B", null).task("unused", null)));

        played.server().fire("a");
        assertThat(played.server().state().tasks()).containsExactly(entry("A", "IN_PROGRESS"), entry("B", "PENDING"));

        played.server().fire("b");
        assertThat(played.server().state().tasks()).containsExactly(entry("A", "IN_PROGRESS"), entry("C", "PENDING"));
    }

    @Test
    void defaultTasksAreTheEnabledFeaturesWithTheServersStatus() {
        Played played = Played.of(web1().status(DEPLOYING)
                .feature("ManageSoftwareFirewall", false)
                .feature("Mine", true)
                .step(Step.on("a").status(DEPLOYED).feature("ConfigureNetworkStack", false)));

        assertThat(played.server().state().tasks())
                .containsExactly(
                        entry("ProvisionPublicIPAddress", "DEPLOYING"),
                        entry("ConfigureNetworkStack", "DEPLOYING"),
                        entry("Mine", "DEPLOYING"));
        played.server().fire("a");
        assertThat(played.server().state().tasks())
                .containsExactly(entry("ProvisionPublicIPAddress", "DEPLOYED"), entry("Mine", "DEPLOYED"));
    }

    @Test
    void aStepThatChangesOneDefaultTaskLeavesTheOthers() {
        Played played = Played.of(web1().status(DEPLOYING)
                .step(Step.on("a").task("ConfigureNetworkStack", "IN_PROGRESS").task("ManageSoftwareFirewall", null))
                .step(Step.on("b").status(DEPLOYED)));

        played.server().fire("a");
        assertThat(played.server().state().tasks())
                .containsExactly(
                        entry("ProvisionPublicIPAddress", "DEPLOYING"), entry("ConfigureNetworkStack", "IN_PROGRESS"));

        played.server().fire("b");
        assertThat(played.server().state().tasks())
                .containsExactly(
                        entry("ProvisionPublicIPAddress", "DEPLOYED"), entry("ConfigureNetworkStack", "IN_PROGRESS"));
    }

    @Test
    void aServerMayHaveNoTasks() {
        assertThat(Played.of(web1().noTasks()).server().state().tasks()).isEmpty();
    }

    @Test
    void whatIsLeftOutOfTheFeaturesIsOn() {
        CloudServer server = web1().feature("ConfigureNetworkStack", false).build();

        assertThat(server.features())
                .containsExactly(
                        entry("ProvisionPublicIPAddress", true),
                        entry("ConfigureNetworkStack", false),
                        entry("ManageSoftwareFirewall", true));
    }
}
