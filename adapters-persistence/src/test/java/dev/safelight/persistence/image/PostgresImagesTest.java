package dev.safelight.persistence.image;

import dev.safelight.application.image.BacklogContract;
import dev.safelight.application.image.DeletionsContract;
import dev.safelight.application.image.GalleriesContract;
import dev.safelight.application.image.ImageQueriesContract;
import dev.safelight.application.image.ImagesWorld;
import dev.safelight.application.image.LeasesContract;
import dev.safelight.application.image.MovesContract;
import dev.safelight.application.image.SetsContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;

class PostgresImagesTest {

    private static PostgresWorld postgres;

    @BeforeAll
    static void open() {
        postgres = PostgresWorld.open();
    }

    @AfterAll
    static void close() {
        postgres.close();
    }

    @Nested
    class Moves extends MovesContract {
        @Override
        protected ImagesWorld fresh() {
            return postgres.fresh(clock);
        }
    }

    @Nested
    class Leases extends LeasesContract {
        @Override
        protected ImagesWorld fresh() {
            return postgres.fresh(clock);
        }
    }

    @Nested
    class Sets extends SetsContract {
        @Override
        protected ImagesWorld fresh() {
            return postgres.fresh(clock);
        }
    }

    @Nested
    class Galleries extends GalleriesContract {
        @Override
        protected ImagesWorld fresh() {
            return postgres.fresh(clock);
        }
    }

    @Nested
    class Deletions extends DeletionsContract {
        @Override
        protected ImagesWorld fresh() {
            return postgres.fresh(clock);
        }
    }

    @Nested
    class Work extends BacklogContract {
        @Override
        protected ImagesWorld fresh() {
            return postgres.fresh(clock);
        }
    }

    @Nested
    class Queries extends ImageQueriesContract {
        @Override
        protected ImagesWorld fresh() {
            return postgres.fresh(clock);
        }
    }
}
