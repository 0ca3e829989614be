package io.github.rackconnectmock.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

class CompactMapTest {
    @Test
    void hasTheSameEntriesInTheSameOrder() {
        Map<String, Integer> original = new LinkedHashMap<>();
        original.put("b", 2);
        original.put("a", 1);
        Map<String, Integer> map = CompactMap.copyOf(original);
        original.put("c", 3);

        assertThat(map).containsExactly(Map.entry("b", 2), Map.entry("a", 1)).isEqualTo(Map.of("a", 1, "b", 2));
        assertThat(map.get("a")).isEqualTo(1);
        assertThat(map.get("c")).isNull();
        assertThat(map.containsKey("b")).isTrue();
        assertThat(map.containsKey("c")).isFalse();
        assertThat(CompactMap.copyOf(map)).isSameAs(map);
    }

    @Test
    void cannotBeChanged() {
        Map<String, Integer> map = CompactMap.copyOf(Map.of("a", 1));
        Iterator<Map.Entry<String, Integer>> entries = map.entrySet().iterator();
        Map.Entry<String, Integer> entry = entries.next();

        assertThatThrownBy(() -> map.put("b", 2)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(map::clear).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(entries::remove).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> entry.setValue(2)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(entries::next).isInstanceOf(NoSuchElementException.class);
    }
}
