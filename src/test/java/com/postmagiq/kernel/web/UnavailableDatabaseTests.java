package com.postmagiq.kernel.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.kernel.problem.GeneralProblem;
import com.postmagiq.kernel.problem.StoredRule;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.web.context.request.ServletWebRequest;

/** Whether somebody is told to come again depends on why the database refused. */
class UnavailableDatabaseTests {
    private final ProblemHandler handler =
            new ProblemHandler(new StaticListableBeanFactory().getBeanProvider(StoredRule.class));

    /** The first is what a process gets that stood still between a statement and its commit. */
    @ParameterizedTest
    @ValueSource(strings = {"25P03", "25P04", "57P01", "57P03", "53300", "08006", "40P01"})
    void given_a_database_that_went_away_or_is_full__then_it_is_503_and_says_when_to_try_again(
            String state) {
        var answer = handler.database(commitFailure(state), request());

        assertThat(answer.getStatusCode()).isEqualTo(GeneralProblem.UNAVAILABLE.status());
        assertThat(answer.getHeaders().getFirst("Retry-After")).isEqualTo("2");
    }

    @Test
    void given_a_statement_of_ours_that_is_wrong__then_it_is_500() {
        var answer = handler.database(commitFailure("42601"), request());

        assertThat(answer.getStatusCode()).isEqualTo(GeneralProblem.INTERNAL.status());
    }

    private static Exception commitFailure(String state) {
        return new TransactionSystemException("commit failed", new SQLException("refused", state));
    }

    private static ServletWebRequest request() {
        return new ServletWebRequest(new MockHttpServletRequest());
    }
}
