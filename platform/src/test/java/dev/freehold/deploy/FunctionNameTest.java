package dev.freehold.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freehold.model.FreeholdException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FunctionNameTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "shop,",
        "shop:orders, orders",
        "arn:aws:lambda:us-east-1:000000000000:function:shop,",
        "arn:aws:lambda:us-east-1:000000000000:function:shop:orders, orders",
        "000000000000:function:shop:orders, orders",
        "function:shop,"
    })
    void names_and_arns_mean_a_project_and_a_function(String text, String function) {
        var name = FunctionName.of(text, Optional.of("$LATEST"));

        assertThat(name.project().value()).isEqualTo("shop");
        assertThat(name.function()).isEqualTo(Optional.ofNullable(function));
        assertThat(name.deployment()).isEmpty();
    }

    @Test
    void a_qualifier_names_a_deployment() {
        assertThat(FunctionName.of("shop", Optional.of("3f9k2c")).deployment())
                .hasValueSatisfying(id -> assertThat(id.value()).isEqualTo("3f9k2c"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Shop", "shop:a:b", "shop:$x", "../shop", "shop:a/b"})
    void anything_else_is_no_name(String text) {
        assertThatThrownBy(() -> FunctionName.of(text, Optional.empty()))
                .isInstanceOf(FreeholdException.class);
    }
}
