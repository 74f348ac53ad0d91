-- when-empty: users
-- message: Default users created successfully!
INSERT INTO roles (name)
VALUES ('super administrator'), ('administrator'), ('manager'), ('employee')
ON CONFLICT (name) DO NOTHING;

INSERT INTO users (login, role_id)
SELECT replace(name, ' ', '.'), id FROM roles ORDER BY id;
