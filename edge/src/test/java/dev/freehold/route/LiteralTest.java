package dev.freehold.route;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiteralTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            textBlock =
                    """
                    # expression                     ; prefix   ; needed  ; whole
                    /a/b                             ; /a/b     ; /a/b    ; true
                    ^/A$                             ; /a       ; /a      ; true
                    /a\\.b                           ; /a.b     ; /a.b    ; true
                    /a\\$                            ; /a$      ; /a$     ; true
                    /a$                              ; /a       ; /a      ; true
                    /a.b                             ; /a       ; /a      ; false
                    /ab?                             ; /a       ; /a      ; false
                    /ab*c                            ; /a       ; /a      ; false
                    /ab+c                            ; /ab      ; /ab     ; false
                    /ab{2}c                          ; /a       ; /a      ; false
                    /a\\d                            ; /a       ; /a      ; false
                    /a|/b                            ; ''       ; ''      ; false
                    /a[(]|/b                         ; ''       ; ''      ; false
                    /a[)]|/b                         ; ''       ; ''      ; false
                    /a[\\]|]/b                       ; /a       ; /a      ; false
                    /a([|)]|b)/c                     ; /a       ; /a      ; false
                    (?:/(en|de))?/shop/([^/]+?)(?:/)?; ''       ; /shop/  ; false
                    (.*)/long-name/(.*)              ; ''       ; /long-name/ ; false
                    (?i)/a                           ; ''       ; ''      ; false
                    (?x)/a b                         ; ''       ; ''      ; false
                    \\Q/a(\\E                        ; ''       ; ''      ; false
                    /[[:alpha:]]|b                   ; ''       ; ''      ; false
                    /(?<x>a|b)/c                     ; /        ; /c      ; false
                    /(?P<x>a|b)/cd                   ; /        ; /cd     ; false
                    """)
    void is_what_every_match_holds(String expression, String prefix, String needed, boolean whole) {
        assertThat(Literal.of(expression)).isEqualTo(new Literal(prefix, needed, whole));
    }
}
