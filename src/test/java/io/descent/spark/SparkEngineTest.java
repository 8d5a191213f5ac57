package io.descent.spark;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;

class SparkEngineTest {
  private static final String BLOCK_SIZE = "spark.broadcast.blockSize";

  private static SparkConf master(String master) {
    return new SparkConf(false).setMaster(master);
  }

  @Test
  void broadcastsAreCutSmallOnlyWhereTheDriverHoldsTheRows() {
    assertThat(SparkEngine.suited(master("local[2]")).get(BLOCK_SIZE)).isEqualTo("512k");
    for (String master :
        new String[] {"yarn", "spark://somewhere:7077", "local-cluster[2,1,1024]"}) {
      assertThat(SparkEngine.suited(master(master)).contains(BLOCK_SIZE)).as(master).isFalse();
    }
  }

  @Test
  void whatIsSetStays() {
    SparkConf set = master("local").set(BLOCK_SIZE, "1m").set("spark.ui.retainedJobs", "7");
    assertThat(SparkEngine.suited(set).get(BLOCK_SIZE)).isEqualTo("1m");
    assertThat(set.get("spark.ui.retainedJobs")).isEqualTo("7");
    assertThat(set.get("spark.ui.retainedTasks")).isEqualTo("1000");
  }
}
