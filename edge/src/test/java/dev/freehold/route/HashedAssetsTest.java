package dev.freehold.route;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HashedAssetsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/_next/static/chunks/main.js",
                "/_app/immutable/start.js",
                "/_astro/page.css",
                "/static/js/main.3f9a1c07.js",
                "/static/js/main.3f9a1c07.js.map",
                "/assets/index-BxQ81_da.css",
                "/assets/index-B-Q81xda.js",
                "/chunk-5OVCXJRT.js",
                "/img/logo.1a2b3c4d5e6f.svg",
                "/fonts/9f86d081884c7d659a2feaa0c55ad015.woff2"
            })
    void a_hash_in_the_name_never_changes_its_content(String path) {
        assertThat(HashedAssets.isImmutable(path)).isTrue();
        assertThat(HashedAssets.isHashed(path)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/index.html",
                "/",
                "/main.js",
                "/jquery-components.js",
                "/photo-20240131.jpg",
                "/report_2024-01-31.pdf",
                "/img/DSC_00012345.JPG",
                "/icon-Facebook.png",
                "/read-ReadMore.js",
                "/photo-Summer24.jpg",
                "/WINDOWS7.png",
                "/bootstrap.bundle.min.js",
                "/favicon-196x196.png"
            })
    void a_word_a_date_or_a_counter_is_not_kept_for_a_year(String path) {
        assertThat(HashedAssets.isImmutable(path)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/assets/vendor-DiwrgTda.js", "/main-QWERTYUI.js", "/assets/a-12345678.css"})
    void what_may_be_a_hash_stays_reachable_after_a_switch(String path) {
        assertThat(HashedAssets.isHashed(path)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/index.html", "/about/team-members.html", "/main.js", "/assets/index.js"})
    void a_plain_name_does_not(String path) {
        assertThat(HashedAssets.isHashed(path)).isFalse();
    }
}
