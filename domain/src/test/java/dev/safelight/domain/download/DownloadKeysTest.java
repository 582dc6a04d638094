package dev.safelight.domain.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DownloadKeysTest {

    private static final UUID ID = UUID.fromString("0199aa00-0000-7000-8000-00000000000a");
    private static final UUID TOKEN = UUID.fromString("00000000-0000-4000-8000-0000000000ff");

    @Test
    void all_of_one_job_lies_under_one_prefix_and_tells_whose_it_is() {
        assertThat(DownloadKeys.archive(ID, TOKEN))
                .isEqualTo("downloads/" + ID + "/" + TOKEN + ".zip")
                .startsWith(DownloadKeys.prefix(ID))
                .startsWith(DownloadKeys.ROOT);
        assertThat(DownloadKeys.manifest(ID, TOKEN)).isEqualTo("downloads/" + ID + "/" + TOKEN + ".json");
        assertThat(DownloadKeys.owner(DownloadKeys.archive(ID, TOKEN))).contains(ID);
        assertThat(DownloadKeys.owner(DownloadKeys.manifest(ID, TOKEN))).contains(ID);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "downloads/",
                "downloads/0199aa00-0000-7000-8000-00000000000a",
                "downloads/0199AA00-0000-7000-8000-00000000000A/x.zip",
                "downloads/1-2-3-4-5/x.zip",
                "images/0199aa00-0000-7000-8000-00000000000a/original",
                "x/downloads/0199aa00-0000-7000-8000-00000000000a/x.zip",
            })
    void a_key_that_is_not_of_our_making_is_nobodys(String key) {
        assertThat(DownloadKeys.owner(key)).isEmpty();
    }
}
