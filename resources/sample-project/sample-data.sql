-- Rows for the sample database, loaded once at revision 8b5e0a47f3c1, so that an upgrade meets data.
INSERT INTO roles (name) VALUES ('super administrator'), ('administrator'), ('manager'), ('employee');

INSERT INTO users (login, role_id)
SELECT replace(name, ' ', '.'), id FROM roles ORDER BY id;

INSERT INTO departments (code, name, cost_centre)
VALUES ('HR', 'Human Resources', '1000'), ('ENG', 'Engineering', '2000'), ('FIN', 'Finance', '3000');

INSERT INTO employees (first_name, last_name, position_title, login, department_id, hired_on)
SELECT 'First' || n, 'Last' || n, 'Engineer', CASE WHEN n % 3 > 0 THEN 'login' || n END,
       (SELECT id FROM departments ORDER BY id LIMIT 1 OFFSET n % 3), DATE '2020-01-01' + n
FROM generate_series(1, 5000) AS n;

UPDATE employees SET manager_id = 1 WHERE id > 1;

INSERT INTO leave_requests (employee_id, starts_on, ends_on)
SELECT id, hired_on + 400, hired_on + 405 FROM employees WHERE id % 4 = 0;

INSERT INTO candidates (name, stage)
SELECT 'Candidate ' || n, CASE n % 3 WHEN 0 THEN 'applied' ELSE 'interview' END::candidate_stage
FROM generate_series(1, 300) AS n;
