package io.descent.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.descent.error.ExitCode;
import io.descent.error.UserException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.junit.jupiter.api.Test;

/** Which exit code a failure means: a scheduler tries again what may succeed later, only that. */
class FailureTest {
  private static ExitCode code(Throwable thrown) {
    return Failure.of(thrown).code();
  }

  @Test
  void whatAPersonDidKeepsItsCodeHoweverDeep() {
    UserException user = UserException.of(ExitCode.DATA, "x.csv:3: wrong");
    Failure failure = Failure.of(new IllegalStateException(new SparkException("lost", user)));
    assertThat(failure).isEqualTo(new Failure(ExitCode.DATA, "x.csv:3: wrong"));
  }

  @Test
  void aMessageIsOneLine() {
    Failure failure = Failure.of(UserException.of(ExitCode.DATA, "a \r\n  b\nc\u2028d"));
    assertThat(failure.message()).isEqualTo("a b c d");
  }

  @Test
  void failuresOfThisProcess() {
    assertThat(code(new UncheckedIOException(new IOException("disk")))).isEqualTo(ExitCode.IO);
    assertThat(code(new OutOfMemoryError())).isEqualTo(ExitCode.USAGE);
    assertThat(code(new IllegalStateException("x"))).isEqualTo(ExitCode.INTERNAL);
    assertThat(code(new NoClassDefFoundError("x"))).isEqualTo(ExitCode.INTERNAL);
    assertThat(Failure.of(new IllegalStateException("x")).message())
        .contains("a bug of Descent", "IllegalStateException: x", "report it");
  }

  @Test
  void failuresOfACluster() {
    SparkConf conf =
        new SparkConf().setMaster("local[2]").setAppName("test").set("spark.ui.enabled", "false");
    JavaSparkContext context = new JavaSparkContext(conf);
    try {
      assertThat(codeOf(context, FailureTest::readsALostBlock)).isEqualTo(ExitCode.RETRYABLE);
      assertThat(codeOf(context, FailureTest::isWrong)).isEqualTo(ExitCode.INTERNAL);
      assertThat(codeOf(context, FailureTest::isWrongInTheJdk)).isEqualTo(ExitCode.INTERNAL);
      assertThat(codeOf(context, FailureTest::finds)).isEqualTo(ExitCode.DATA);
    } finally {
      context.stop();
    }
    Throwable stopped = catchThrowable(() -> context.parallelize(List.of(1)).count());
    assertThat(code(stopped)).isEqualTo(ExitCode.RETRYABLE);
    assertThat(code(new SparkException("executor lost"))).isEqualTo(ExitCode.RETRYABLE);
  }

  private static ExitCode codeOf(JavaSparkContext context, Function<Integer, Integer> task) {
    return code(catchThrowable(() -> context.parallelize(List.of(1)).map(task).collect()));
  }

  private static Integer readsALostBlock(Integer row) throws IOException {
    throw new IOException("block of row " + row + " is lost");
  }

  private static Integer isWrong(Integer row) {
    throw new IllegalStateException("row " + row);
  }

  private static Integer isWrongInTheJdk(Integer row) {
    return List.of(row).get(row);
  }

  private static Integer finds(Integer row) {
    throw UserException.of(ExitCode.DATA, "row " + row + " is wrong");
  }
}
