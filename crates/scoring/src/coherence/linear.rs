//! Systems of linear equations, small and dense.

/// Solves for the right sides in place: turns `[A | B]` into `[I | A⁻¹B]` by Gauss–Jordan
/// elimination with row exchanges.
///
/// The callers' systems have at most one row more than a cluster has forecasts. Returns `None`
/// where the matrix is singular.
pub(super) fn eliminate(rows: &mut [Vec<f64>]) -> Option<()> {
    for column in 0..rows.len() {
        let best = (column..rows.len())
            .max_by(|&a, &b| rows[a][column].abs().total_cmp(&rows[b][column].abs()))?;
        rows.swap(column, best);
        let scale = rows[column][column];
        // Exact zeros only: a nearly singular system still gives a usable direction.
        if scale == 0.0 {
            return None;
        }
        for value in &mut rows[column][column..] {
            *value /= scale;
        }
        let (before, rest) = rows.split_at_mut(column);
        let (pivot, after) = rest.split_first_mut()?;
        for row in before.iter_mut().chain(after) {
            subtract(row, pivot, column);
        }
    }
    Some(())
}

/// Takes that multiple of the pivot row off a row that makes its entry in the column zero.
fn subtract(row: &mut [f64], pivot: &[f64], column: usize) {
    let factor = row[column];
    if factor == 0.0 {
        return;
    }
    for (value, by) in row.iter_mut().zip(pivot).skip(column) {
        *value -= factor * by;
    }
}

/// Returns the inverse of a square matrix, or `None` where it has none.
pub(super) fn inverse(matrix: &[Vec<f64>]) -> Option<Vec<Vec<f64>>> {
    let n = matrix.len();
    let mut rows: Vec<Vec<f64>> = matrix
        .iter()
        .enumerate()
        .map(|(i, row)| {
            let unit = (0..n).map(|j| if i == j { 1.0 } else { 0.0 });
            row.iter().copied().chain(unit).collect()
        })
        .collect();
    eliminate(&mut rows)?;
    Some(rows.iter().map(|row| row[n..].to_vec()).collect())
}

/// Returns the sum of the products of two lists.
pub(super) fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_system_with_a_zero_on_the_diagonal_is_solved() {
        // 2y = 4, x + y = 5.
        let mut rows = vec![vec![0.0, 2.0, 4.0], vec![1.0, 1.0, 5.0]];
        eliminate(&mut rows).unwrap();
        assert_eq!((rows[0][2], rows[1][2]), (3.0, 2.0));
    }

    #[test]
    fn an_inverse_undoes_its_matrix() {
        let matrix = vec![
            vec![2.0, -1.0, 0.0],
            vec![1.0, 0.0, 3.0],
            vec![0.0, 4.0, 1.0],
        ];
        let inverse = inverse(&matrix).unwrap();
        for (i, row) in matrix.iter().enumerate() {
            for j in 0..3 {
                let column: Vec<f64> = inverse.iter().map(|row| row[j]).collect();
                let unit = if i == j { 1.0 } else { 0.0 };
                assert!((dot(row, &column) - unit).abs() < 1e-14);
            }
        }
    }

    #[test]
    fn a_singular_matrix_has_no_inverse() {
        assert!(inverse(&[vec![1.0, 2.0], vec![2.0, 4.0]]).is_none());
    }
}
