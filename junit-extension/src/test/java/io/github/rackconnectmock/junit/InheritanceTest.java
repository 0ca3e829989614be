package io.github.rackconnectmock.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rackconnectmock.RackConnectMockServer;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Where an annotation is found. */
class InheritanceTest {

    @RackConnectMock("burst")
    abstract static class Base {
        @Test
        void inherited(RackConnectMockServer mock) {
            assertThat(mock.scenario().serverCount()).isEqualTo(50);
        }
    }

    static class Inherits extends Base {
        @Test
        void own(RackConnectMockServer mock) {
            assertThat(mock.scenario().serverCount()).isEqualTo(50);
        }
    }

    @Test
    void subclassInherits() {
        JUnitRun.of(Inherits.class).passes(2);
    }

    @RackConnectMock("burst")
    interface OfAnInterface {}

    static class Implements implements OfAnInterface {
        @Test
        void test(RackConnectMockServer mock) {
            assertThat(mock.scenario().serverCount()).isEqualTo(50);
        }
    }

    @Test
    void interfaceIsAPlaceToo() {
        JUnitRun.of(Implements.class).passes(1);
    }

    @Retention(RetentionPolicy.RUNTIME)
    @RackConnectMock("burst")
    @interface WithBurst {}

    @WithBurst
    static class MetaAnnotated {
        @Test
        void test(RackConnectMockServer mock) {
            assertThat(mock.scenario().serverCount()).isEqualTo(50);
        }
    }

    static class MetaAnnotatedMethod {
        @Test
        @WithBurst
        void test(RackConnectMockServer mock) {
            assertThat(mock.scenario().serverCount()).isEqualTo(50);
        }
    }

    @Test
    void anAnnotationOfOnesOwnIsAPlaceToo() {
        JUnitRun.of(MetaAnnotated.class).passes(1);
        JUnitRun.of(MetaAnnotatedMethod.class).passes(1);
    }

    static class OnlyNested {
        @Nested
        class Plain {
            @Nested
            @RackConnectMock("burst")
            class TwoDeep {
                @Test
                void test(RackConnectMockServer mock) {
                    assertThat(mock.scenario().serverCount()).isEqualTo(50);
                }
            }
        }

        @Nested
        class InheritsInNested extends Base {
            @Nested
            class AndPassesOn {
                @Test
                void test(RackConnectMockServer mock) {
                    assertThat(mock.scenario().serverCount()).isEqualTo(50);
                }
            }
        }

        @Test
        void hasNone() {}
    }

    @Test
    void nestedClassesWithinAClassWithout() {
        JUnitRun.of(OnlyNested.class).passes(4);
    }
}
