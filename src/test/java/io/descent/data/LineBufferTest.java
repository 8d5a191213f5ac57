package io.descent.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class LineBufferTest {
  private static String read(LineBuffer lines, String text) throws IOException {
    lines.open(new ByteArrayInputStream(text.getBytes(UTF_8)), "file", 100);
    StringBuilder all = new StringBuilder();
    while (lines.next()) {
      assertThat(lines.offset()).isEqualTo(100 + all.length());
      assertThat(lines.bytes()[lines.end() - 1]).isEqualTo((byte) '\n');
      all.append(new String(lines.bytes(), 0, lines.end(), UTF_8));
    }
    return all.toString();
  }

  @Test
  void everyBatchIsOfWholeLines() throws IOException {
    for (int size = 1; size < 20; size++) {
      LineBuffer lines = new LineBuffer(size, 64);
      assertThat(read(lines, "a\nbcdefghijk\n\nl\n")).isEqualTo("a\nbcdefghijk\n\nl\n");
      assertThat(read(lines, "a\nbcdefghijk")).isEqualTo("a\nbcdefghijk\n");
      assertThat(read(lines, "")).isEmpty();
    }
  }

  @Test
  void aLineThatNeedsTooMuchIsAFault() {
    assertThatThrownBy(() -> read(new LineBuffer(4, 10), "a\n" + "b".repeat(20)))
        .isInstanceOf(FaultException.class)
        .hasMessageContaining("file: the line has more than 10 bytes");
  }
}
