package org.example

import io.github.rackconnectmock.RackConnectMockServer
import io.github.rackconnectmock.junit.MockUri
import io.github.rackconnectmock.junit.RackConnectMock
import io.github.rackconnectmock.junit.assertions.RackConnectAssertions.assertThat
import java.net.URI
import java.time.Duration
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Test

@RackConnectMock("deploys", frozen = true)
class AgentTest {
    @Test
    fun `waits until it is deployed`(mock: RackConnectMockServer, @MockUri("web1") web1: URI) {
        mock.clock().advance(Duration.ofSeconds(30))

        assertEquals("DEPLOYED", web1.resolve("v1/automation_status").toURL().readText())
        assertThat(mock).stoppedAfterDeployed().stayedWithinRateLimit()
    }
}
