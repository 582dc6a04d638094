package dev.safelight.telemetry.error;

import static org.assertj.core.api.Assertions.assertThat;

import dev.safelight.application.Occasion;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiscretionTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "GET https://store.example.com/b/k?X-Amz-Signature=abc failed | GET https://store.example.com failed",
                "GET https://me:pw@store.example.com:9000/b failed | GET https://store.example.com:9000 failed",
                "jdbc:postgresql://db:5432/safe?user=sa&password=pw | jdbc:postgresql://db:5432",
                "Authorization: Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhbm5hIn0.c2lnbmF0dXJl | Authorization=[secret] [secret]",
                "sent eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhbm5hIn0.c2lnbmF0dXJl1 along | sent [secret] along",
                "token=abc was refused | token=[secret] was refused",
                "the secret whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD is old | the secret [secret] is old",
                "anna@example.com is known | [address] is known",
                "nothing is called 'Anna on the beach' here | nothing is called [text] here",
                "no field \"anna\" | no field [text]",
                "10.1.2.3 and fe80::1ff:fe23:4567:890a went away | [address] and [address] went away",
            })
    void secrets_and_what_strangers_bring_are_taken_out(String text, String told) {
        assertThat(Discretion.text(text)).isEqualTo(told);
    }

    @Test
    void a_text_that_may_name_a_file_is_not_told_at_all_since_nobody_knows_where_the_name_begins() {
        assertThat(Discretion.text("cannot read Anna on the beach.JPG of today"))
                .isEqualTo(Discretion.LEFT_OUT);
    }

    @Test
    void a_text_that_names_the_owner_is_not_told() throws Exception {
        String told = Occasion.with(
                Map.of(Occasion.Fact.OWNER, "customer 4711"),
                () -> Discretion.text("nothing of customer 4711 is left"));
        assertThat(told).isEqualTo(Discretion.LEFT_OUT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Index 5 out of bounds for length 3",
                "Cannot invoke \"String.length()\" because \"<local1>\" is null",
                "reading the first bytes broke off",
                "delivering 0193a000-7aaa-7bbb-8ccc-0123456789ab",
            })
    void what_helps_and_tells_of_nobody_stays(String text) {
        assertThat(Discretion.text(text)).isEqualTo(text);
    }

    @Test
    void texts_are_short() {
        assertThat(Discretion.text("word ".repeat(1000))).hasSizeLessThan(310);
    }
}
