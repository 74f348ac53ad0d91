-- when-empty: departments
-- message: Default master data created successfully!
INSERT INTO departments (code, name)
VALUES ('HR', 'Human Resources'), ('ENG', 'Engineering'), ('FIN', 'Finance');
