package io.descent.data.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTest {
  @Test
  void fieldsAreThoseOfTheCalendar() {
    long seed = 7;
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 20_000; i++) {
      LocalDateTime time =
          LocalDateTime.of(1600, 1, 1, 0, 0).plusMinutes(random.nextLong(500L * 366 * 24 * 60));
      String text =
          time.toString().replace('T', i % 2 == 0 ? 'T' : ' ')
              + (i % 3 == 0 ? ":05" : i % 3 == 1 ? ":05.123456789Z" : "+05:30");
      int packed = Times.parse(text);
      assertThat(packed).as("%s, seed %d", text, seed).isNotEqualTo(Times.NONE);
      assertThat(Times.hour(packed)).as(text).isEqualTo(time.getHour());
      assertThat(Times.weekday(packed)).as(text).isEqualTo(time.getDayOfWeek().getValue());
      assertThat(Times.month(packed)).as(text).isEqualTo(time.getMonthValue());
    }
  }

  @Test
  void aDateHasNoHour() {
    int packed = Times.parse("2024-02-29");
    assertThat(Times.hour(packed)).isEqualTo(Times.NO_HOUR);
    assertThat(Times.weekday(packed)).isEqualTo(4);
    assertThat(Times.month(packed)).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2001",
        "2001-1-01",
        "2001-13-01",
        "2001-00-01",
        "2001-02-29",
        "2001-04-31",
        "2001-01-01T",
        "2001-01-01T1",
        "2001-01-01T24:00",
        "2001-01-01 10:60",
        "2001-01-01_10:00",
        "2001-01-01 10:00:60",
        "2001-01-01 10:00:00.",
        "2001-01-01 10:00+5",
        "2001-01-01 10:00ZZ",
        "2001-01-01 10:00:00+24:00",
        "01/02/2003",
        "2001-01-01x",
        "0000-01-01"
      })
  void otherTextsAreNotTimes(String text) {
    assertThat(Times.parse(text)).isEqualTo(Times.NONE);
  }
}
