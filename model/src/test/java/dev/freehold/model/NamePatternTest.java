package dev.freehold.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class NamePatternTest {
    @Test
    void a_name_covers_itself_only() {
        var pattern = new NamePattern("Shop.Example.com");

        assertThat(pattern.covers(new HostName("shop.example.com"))).isTrue();
        assertThat(pattern.covers(new HostName("www.shop.example.com"))).isFalse();
    }

    @Test
    void a_wildcard_covers_one_label_and_not_the_domain_itself() {
        var pattern = new NamePattern("*.example.com");

        assertThat(pattern.covers(new HostName("shop.example.com"))).isTrue();
        assertThat(pattern.covers(new HostName("example.com"))).isFalse();
        assertThat(pattern.covers(new HostName("a.shop.example.com"))).isFalse();
        assertThat(pattern.domain()).isEqualTo(new HostName("example.com"));
    }

    @Test
    void a_name_of_one_label_has_none_beside_it() {
        assertThat(NamePattern.beside(new HostName("localhost"))).isEmpty();
    }

    @Test
    void what_is_no_name_is_refused() {
        assertThatThrownBy(() -> new NamePattern("*.*.example.com"))
                .isInstanceOf(FreeholdException.class);
    }
}
