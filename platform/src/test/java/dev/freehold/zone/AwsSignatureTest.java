package dev.freehold.zone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freehold.model.Secret;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The cases of Amazon's own test suite for Signature Version 4.
class AwsSignatureTest {
    private static final Instant TIME = Instant.parse("2015-08-30T12:36:00Z");
    private static final AwsSignature SIGNATURE =
            new AwsSignature(
                    "AKIDEXAMPLE",
                    new Secret("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"),
                    "us-east-1",
                    "service");

    @Test
    void get_vanilla() {
        assertThat(signed("https://example.amazonaws.com/"))
                .isEqualTo(
                        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request,"
                                + " SignedHeaders=host;x-amz-date,"
                                + " Signature=5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31");
    }

    @Test
    void get_vanilla_query_order_key_case() {
        assertThat(signed("https://example.amazonaws.com/?Param2=value2&Param1=value1"))
                .endsWith(
                        "Signature=b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500");
    }

    private static String signed(String uri) {
        var call = new Call("GET", URI.create(uri), Map.of(), "");
        return SIGNATURE.sign(call, TIME).headers().get("authorization");
    }
}
